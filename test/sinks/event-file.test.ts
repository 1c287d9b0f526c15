import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { csvSink } from '../../src/sinks/csv.ts'
import { ndjsonSink } from '../../src/sinks/ndjson.ts'
import type { SinkPlace, SinkWord } from '../../src/sinks/sink.ts'
import { opened } from './opened.ts'
import { scoredOf } from './scored.ts'

const summary = {
  rows: { rows: 1, accepted: 1, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 },
  scores: undefined,
  notes: [],
}
const place = (more: Partial<SinkPlace> = {}): SinkPlace => {
  const home = mkdtempSync(join(tmpdir(), 'rxcast-events-'))
  return { title: 't', series: ['a'], resolve: (path: string) => join(home, path), ...more }
}
const stale = (time: number) => ({ kind: 'stale', time, reason: `none since ${time}` }) as const

async function written(word: SinkWord, argument: object, where: SinkPlace): Promise<string> {
  const sink = await opened(word.build(argument, where))
  sink.happened?.(stale(1))
  await sink.write([scoredOf(0)])
  sink.happened?.(stale(2))
  sink.happened?.(stale(3))
  await sink.close(summary)
  return readFileSync(where.resolve('e'), 'utf8')
}

it('writes events alone, in the order in which they happen', async () => {
  const csv = await written(csvSink, { path: 'e', only: 'events' }, place())
  expect(csv.split('\n').map((line) => line.split(',').at(-1))).toEqual([
    'reason',
    'none since 1',
    'none since 2',
    'none since 3',
    '',
  ])
  const lines = await written(ndjsonSink, { path: 'e', only: 'events' }, place())
  expect(
    lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).event),
  ).toEqual(['stale', 'stale', 'stale'])
})

it('writes them in a live run at once, without waiting for rows', async () => {
  const where = place({ live: true })
  const sink = await opened(ndjsonSink.build({ path: 'e', only: 'events' }, where))
  sink.happened?.(stale(1))
  await sink.sync?.()
  expect(readFileSync(where.resolve('e'), 'utf8')).toContain('none since 1')
  await sink.close(summary)
})

it('puts events into the rows of forecasts, beside the shortest lead of their target', async () => {
  const events = [
    { kind: 'anomaly', time: 0, channel: 1, reason: 'far, far off' },
    { kind: 'recovered', of: 'drift', time: 0, channel: 1, reason: 'as before' },
  ] as const
  const scored = { ...scoredOf(0, [1, 2, 3, 4]), events }
  const where = place({ series: ['a', 'b'] })
  const csv = await opened(csvSink.build({ path: 'f.csv', events: true }, where))
  const json = await opened(ndjsonSink.build({ path: 'f.ndjson', events: true }, where))
  for (const sink of [csv, json]) {
    await sink.write([scored])
    await sink.close(summary)
  }
  const [header, ...rows] = readFileSync(where.resolve('f.csv'), 'utf8').trim().split('\n')
  expect(header).toMatch(/,event,reason$/)
  expect(rows.map((row) => row.split(',').slice(7).join())).toEqual([
    ',',
    ',',
    'anomaly; recovered from drift,"far, far off; as before"',
    ',',
  ])
  const lines = readFileSync(where.resolve('f.ndjson'), 'utf8').trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).events.map(({ event }: { event: string }) => event))).toEqual([
    [],
    ['anomaly', 'recovered'],
  ])
})
