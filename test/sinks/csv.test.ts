import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { csvSink } from '../../src/sinks/csv.ts'
import { scoredOf } from './scored.ts'

const summary = {
  rows: { rows: 2, accepted: 2, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 },
  scores: undefined,
  notes: [],
}

describe('csv', () => {
  it('writes one header, then a row for each origin, series and lead', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rxcast-csv-'))
    const sink = await csvSink.build('f.csv', {
      title: 't',
      series: ['a, "b"'],
      resolve: (path: string) => join(home, path),
    })
    await sink.write([scoredOf(0)])
    await sink.write([scoredOf(1), scoredOf(2)])
    await sink.close(summary)
    const rows: Record<string, string>[] = parse(readFileSync(join(home, 'f.csv')), { columns: true })
    expect(rows.map(({ series, lead, forecast }) => [series, lead, forecast])).toEqual(
      Array.from({ length: 3 }, () => [
        ['a, "b"', '1', '1.5'],
        ['a, "b"', '2', ''],
      ]).flat(),
    )
    expect(Object.keys(rows[0]!)).toEqual(['series', 'origin', 'time', 'lead', 'forecast', 'lower_97.5', 'upper_97.5'])
  })

  it('writes the key columns first', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rxcast-csv-'))
    const place = { title: 't', series: ['y'], by: ['store', 'item'], resolve: (path: string) => join(home, path) }
    const sink = await csvSink.build('f.csv', place)
    const scored = scoredOf(0)
    await sink.write([{ ...scored, observation: { ...scored.observation, key: ['1', 'a, "b"'] } }])
    await sink.close(summary)
    const [header, first] = readFileSync(join(home, 'f.csv'), 'utf8').split('\n')
    expect(header).toMatch(/^store,item,series,origin,/)
    expect(first).toMatch(/^1,"a, ""b""",y,/)
  })
})
