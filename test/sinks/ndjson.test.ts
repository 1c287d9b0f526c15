import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ndjsonSink } from '../../src/sinks/ndjson.ts'
import { opened } from './opened.ts'
import { scoredOf } from './scored.ts'

const summary = {
  rows: { rows: 1, accepted: 1, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 },
  scores: undefined,
  notes: [],
}

describe('ndjson', () => {
  it('marks series whose errors have risen permanently', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rxcast-ndjson-'))
    const place = { title: 't', series: ['a', 'b'], resolve: (path: string) => join(home, path) }
    const sink = await opened(ndjsonSink.build('d.ndjson', place))
    await sink.write([{ ...scoredOf(0, [1, 2, 3, 4]), drift: [1] }])
    await sink.close(summary)
    const lines = readFileSync(join(home, 'd.ndjson'), 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).drift)).toEqual([false, true])
  })

  it('writes times in the zone of the cadence', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rxcast-ndjson-'))
    const place = { title: 't', series: ['a'], cadence: '1d +09:00', resolve: (path: string) => join(home, path) }
    const sink = await opened(ndjsonSink.build('z.ndjson', place))
    await sink.write([scoredOf(0, [1, 2])])
    await sink.close(summary)
    const { origin, times } = JSON.parse(readFileSync(join(home, 'z.ndjson'), 'utf8'))
    expect([origin, ...times]).toEqual([
      ...['1970-01-01T09:00:00.000+09:00', '1970-01-02T09:00:00.000+09:00', '1970-01-03T09:00:00.000+09:00'],
    ])
  })

  it('writes one object for each series, with null for unknown values', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rxcast-ndjson-'))
    const sink = await opened(
      ndjsonSink.build('f.ndjson', {
        title: 't',
        series: ['a', 'b'],
        resolve: (path: string) => join(home, path),
      }),
    )
    await sink.write([scoredOf(0, [1, 2, 3, Number.NaN])])
    await sink.close(summary)
    const lines = readFileSync(join(home, 'f.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toEqual([
      {
        series: 'a',
        origin: '1970-01-01T00:00:00.000Z',
        observed: 0.1,
        times: ['1970-01-02T00:00:00.000Z', '1970-01-03T00:00:00.000Z'],
        leads: [1, 2],
        forecast: [1, 2],
        intervals: [{ level: 0.975, lower: [0, 1], upper: [2, 3] }],
        residuals: [null, null],
        drift: false,
      },
      {
        series: 'b',
        origin: '1970-01-01T00:00:00.000Z',
        observed: 1.1,
        times: ['1970-01-02T00:00:00.000Z', '1970-01-03T00:00:00.000Z'],
        leads: [1, 2],
        forecast: [3, null],
        intervals: [{ level: 0.975, lower: [2, null], upper: [4, null] }],
        residuals: [null, null],
        drift: false,
      },
    ])
  })

  it('writes the key first', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rxcast-ndjson-'))
    const place = { title: 't', series: ['y'], by: ['device', 'time'], resolve: (path: string) => join(home, path) }
    const sink = await opened(ndjsonSink.build('k.ndjson', place))
    const scored = scoredOf(0)
    await sink.write([{ ...scored, observation: { ...scored.observation, key: ['7', 'a'] } }])
    await sink.close(summary)
    expect(readFileSync(join(home, 'k.ndjson'), 'utf8')).toMatch(/^{"device":"7","key_time":"a","series":"y","origin":/)
  })
})
