import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { csvSink } from '../../src/sinks/csv.ts'
import { opened } from './opened.ts'
import { scoredOf } from './scored.ts'

const summary = {
  rows: { rows: 2, accepted: 2, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 },
  scores: undefined,
  notes: [],
}

describe('csv', () => {
  it('writes one header, then a row for each origin, series and lead', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rxcast-csv-'))
    const sink = await opened(
      csvSink.build('f.csv', {
        title: 't',
        series: ['a, "b"'],
        resolve: (path: string) => join(home, path),
      }),
    )
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

  it('writes sums after the leads of a series, at the time of their last value', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rxcast-csv-'))
    const sink = await opened(
      csvSink.build('f.csv', {
        title: 't',
        series: ['y'],
        resolve: (path: string) => join(home, path),
      }),
    )
    const bound = (value: number) => [Float64Array.of(value)]
    const sums = { over: [2], values: Float64Array.of(7), lower: bound(5), upper: bound(Number.NaN) }
    await sink.write([{ ...scoredOf(0), sums }])
    await sink.close(summary)
    const [, , last, sum]: string[][] = parse(readFileSync(join(home, 'f.csv')))
    expect(sum).toEqual(['y', last![1], last![2], '1-2', '7', '5', ''])
  })

  it('writes the key columns first', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rxcast-csv-'))
    const place = { title: 't', series: ['y'], by: ['store', 'item'], resolve: (path: string) => join(home, path) }
    const sink = await opened(csvSink.build('f.csv', place))
    const scored = scoredOf(0)
    await sink.write([{ ...scored, observation: { ...scored.observation, key: ['1', 'a, "b"'] } }])
    await sink.close(summary)
    const [header, first] = readFileSync(join(home, 'f.csv'), 'utf8').split('\n')
    expect(header).toMatch(/^store,item,series,origin,/)
    expect(first).toMatch(/^1,"a, ""b""",y,/)
  })

  it('writes the last forecast of each series alone', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rxcast-csv-'))
    const place = { title: 't', series: ['y'], by: ['store'], resolve: (path: string) => join(home, path) }
    const sink = await opened(csvSink.build({ path: 'f.csv', only: 'latest' }, place))
    const of = (store: string, origin: number) => {
      const scored = scoredOf(origin)
      return { ...scored, observation: { ...scored.observation, key: [store] } }
    }
    await sink.write([of('a', 0), of('b', 0), of('b', 1)])
    await sink.write([of('a', 1), of('a', 2)])
    await sink.close(summary)
    const rows: Record<string, string>[] = parse(readFileSync(join(home, 'f.csv')), { columns: true })
    expect(rows.map(({ store, origin, lead }) => `${store} ${origin!.slice(0, 10)} ${lead}`)).toEqual([
      'a 1970-01-03 1',
      'a 1970-01-03 2',
      'b 1970-01-02 1',
      'b 1970-01-02 2',
    ])
    expect(sink.remark).toBeUndefined()
  })

  it('writes the columns of Nixtla, also of the last forecasts alone', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rxcast-csv-'))
    const place = { title: 't', series: ['y'], resolve: (path: string) => join(home, path) }
    for (const [file, only, count] of [
      ['all.csv', undefined, 6],
      ['last.csv', 'latest', 2],
    ] as const) {
      const sink = await opened(csvSink.build({ path: file, only, as: 'nixtla' }, place))
      await sink.write([scoredOf(0), scoredOf(1), scoredOf(2)])
      await sink.close(summary)
      const rows: Record<string, string>[] = parse(readFileSync(join(home, file)), { columns: true })
      expect(rows).toHaveLength(count)
      expect(Object.keys(rows[0]!)).toEqual([
        'unique_id',
        'ds',
        'cutoff',
        'y',
        'rxcast',
        'rxcast-lo-97.5',
        'rxcast-hi-97.5',
      ])
    }
  })

  it('says the size of a large file', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rxcast-csv-'))
    const place = { title: 't', series: ['y'.repeat(100_000)], resolve: (path: string) => join(home, path) }
    const sink = await opened(csvSink.build('f.csv', place))
    await sink.write(Array.from({ length: 60 }, (_, origin) => scoredOf(origin)))
    await sink.close(summary)
    expect(sink.remark).toBe('f.csv: 12 MB, all 60 origins; only: latest writes the next forecasts alone')
  })

  it('refuses what it cannot do', () => {
    expect(csvSink.argument.safeParse({ path: 'f.csv', only: 'first' }).success).toBe(false)
    expect(csvSink.argument.safeParse({ only: 'latest' }).success).toBe(false)
  })
})
