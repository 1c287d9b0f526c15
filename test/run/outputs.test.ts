import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeWebhook } from '../../src/connectors/webhook.ts'
import { Outbox } from '../../src/delivery/outbox.ts'
import { Outputs } from '../../src/run/outputs.ts'
import { Ledger } from '../../src/series/ledger.ts'
import { rejectLine } from '../../src/series/reject.ts'
import { csvSink } from '../../src/sinks/csv.ts'
import { ndjsonSink } from '../../src/sinks/ndjson.ts'
import type { SinkPlace } from '../../src/sinks/sink.ts'
import { scoredOf } from '../sinks/scored.ts'

const sinks = [
  (place: SinkPlace) => csvSink.build('a.csv', place),
  (place: SinkPlace) => ndjsonSink.build('b.ndjson', place),
]
const bad = { place: { file: 'rows.csv', line: 3 }, column: 'value', reason: 'expected a number, got "x"', raw: ['x'] }

async function opened(before: readonly string[] = []) {
  const home = mkdtempSync(join(tmpdir(), 'rxcast-outputs-'))
  for (const name of before) writeFileSync(join(home, name), 'earlier')
  const place = { title: 't', series: ['value'], resolve: (path: string) => join(home, path) }
  const ledger = new Ledger()
  const outputs = new Outputs()
  const files = () =>
    Object.fromEntries(readdirSync(home).map((name) => [name, readFileSync(join(home, name), 'utf8')] as const))
  return { outputs, place, ledger, files }
}

describe('Outputs', () => {
  it('writes every sink, and the rejects beside the first', async () => {
    const { outputs, place, ledger, files } = await opened()
    await outputs.open(sinks, place, ledger)
    await outputs.write([scoredOf(0)])
    ledger.reject(bad)
    const { scores } = scoredOf(0)
    expect(await outputs.close({ rows: ledger.counts, scores, notes: [] })).toEqual([
      'a.csv',
      'b.ndjson',
      'a.csv.rejects.ndjson',
    ])
    expect(Object.keys(files())).toEqual(['a.csv', 'a.csv.rejects.ndjson', 'b.ndjson'])
    expect(files()['a.csv.rejects.ndjson']).toBe(rejectLine(bad))
  })

  it('refuses two sinks that deliver the same to the same service', async () => {
    const { outputs, place, ledger } = await opened()
    const webhook = (key: string) => writeWebhook({ url: `http://127.0.0.1:1/hook?key=${key}` })
    await expect(outputs.open([webhook('a'), webhook('b'), webhook('a')], place, ledger)).rejects.toThrow(
      /expected sinks that differ, got webhook http:\/\/127.0.0.1:1\/hook \w+ twice; leave one out/,
    )
    await outputs.abort()
  })

  it('says what waits for a sink that was removed', async () => {
    const { outputs, place, ledger } = await opened()
    const state = mkdtempSync(join(tmpdir(), 'rxcast-outputs-state-'))
    const outbox = new Outbox(state, 'webhook old')
    await outbox.open(false)
    await outbox.put({ key: 'k', messages: [{ id: '1', rows: 1, body: 1 }] })
    await outbox.close()
    const said: string[] = []
    await outputs.open(sinks, { ...place, state, warn: (text) => said.push(text) }, ledger)
    expect(said).toEqual([expect.stringContaining('webhook old is not among the sinks, with 1 message to deliver')])
    await outputs.abort()
  })

  it('keeps earlier output if nothing was forecast, except the rejects if there are new ones', async () => {
    const earlier = ['a.csv', 'a.csv.rejects.ndjson', 'b.ndjson']
    for (const rejected of [false, true]) {
      const { outputs, place, ledger, files } = await opened(earlier)
      await outputs.open(sinks, place, ledger)
      if (rejected) ledger.reject(bad)
      const written = await outputs.close({ rows: ledger.counts, scores: undefined, notes: [] })
      expect(written).toEqual(rejected ? ['a.csv.rejects.ndjson'] : [])
      const { 'a.csv.rejects.ndjson': rejects, ...rest } = files()
      expect(rest).toEqual({ 'a.csv': 'earlier', 'b.ndjson': 'earlier' })
      if (rejected) expect(JSON.parse(rejects!).line).toBe(3)
      else expect(rejects).toBe('earlier')
    }
  })

  it('keeps earlier output if there are scores, restored from a snapshot, but no new forecast', async () => {
    const { outputs, place, ledger, files } = await opened(['a.csv', 'b.ndjson'])
    await outputs.open(sinks, place, ledger)
    await outputs.write([])
    expect(await outputs.close({ rows: ledger.counts, scores: scoredOf(0).scores, notes: [] })).toEqual([])
    expect(files()).toEqual({ 'a.csv': 'earlier', 'b.ndjson': 'earlier' })
  })

  it('writes events that belong to no forecast between the forecasts, wherever batches end', async () => {
    const event = { kind: 'stale', time: 0, reason: 'no row for 3 d' } as const
    for (const ends of [[1, 2, 3], [3], [2, 3]]) {
      const { outputs, place, ledger, files } = await opened()
      const [forecasts, events] = [
        { path: 'f.ndjson', events: true },
        { path: 'e.ndjson', only: 'events' },
      ]
      await outputs.open(
        [forecasts, events].map((argument) => (at: SinkPlace) => ndjsonSink.build(argument, at)),
        place,
        ledger,
      )
      let batch: ReturnType<typeof scoredOf>[] = []
      for (let row = 0; row < 3; row++) {
        if (row > 0) outputs.happened(event)
        outputs.writeAtOnce(scoredOf(row))
        batch.push(scoredOf(row))
        if (!ends.includes(row + 1)) continue
        await outputs.write(batch)
        batch = []
      }
      outputs.happened(event)
      await outputs.close({ rows: ledger.counts, scores: undefined, notes: [] })
      const lines = files()['f.ndjson']!.trim().split('\n')
      expect(lines.map((line) => JSON.parse(line).event ?? 'forecast')).toEqual([
        'forecast',
        ...['stale', 'forecast'],
        ...['stale', 'forecast'],
        'stale',
      ])
      expect(
        lines
          .filter((line) => line.includes('stale'))
          .map((line) => `${line}\n`)
          .join(''),
      ).toBe(files()['e.ndjson'])
    }
  })

  it('leaves nothing half written if a sink cannot be opened, or the run fails', async () => {
    const { outputs, place, ledger, files } = await opened(['taken'])
    const missing = (at: SinkPlace) => csvSink.build('taken/c.csv', at)
    await expect(outputs.open([...sinks, missing], place, ledger)).rejects.toThrow(/taken/)
    await outputs.abort()
    expect(files()).toEqual({ taken: 'earlier' })

    const failing = await opened()
    await failing.outputs.open(sinks, failing.place, failing.ledger)
    await failing.outputs.write([scoredOf(0)])
    failing.ledger.reject(bad)
    await failing.outputs.flushRejects()
    await failing.outputs.abort()
    expect(failing.files()).toEqual({})
  })
})
