import { from, lastValueFrom, mergeAll, tap } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { inOrder } from '../../src/operators/in-order.ts'
import { Ledger } from '../../src/series/ledger.ts'
import { readCsv } from '../../src/sources/csv.ts'
import type { CsvOptions } from '../../src/sources/csv-text.ts'
import { ndjsonSource } from '../../src/sources/ndjson.ts'
import { fileOf, gather, lineOf, valuesOf } from './gathered.ts'

const options = { time: 'day', target: 'y' }
const unsorted = 'day,y\n2024-01-03,3\n2024-01-01,1\nday,y\n2024-01-04,x\n2024-01-02,\n2024-01-01,11\n'
const open = (path: string, more: Partial<CsvOptions>, signal = new AbortController().signal, maxBatch?: number) => {
  const ledger = new Ledger()
  const source = readCsv({ path, ...options, ...more })({ resolve: (name) => name, strict: false })
  return { ledger, source, reading: source.open(ledger, signal, maxBatch) }
}

describe('WholeReading', () => {
  it('sorts rows by time, with their places, and says how many were out of order', async () => {
    const read = await gather(fileOf(unsorted), { ...options, sort: true })
    expect(valuesOf(read)).toEqual([1, 11, Number.NaN, 3])
    expect(read.observations.map(({ row }) => lineOf(row!.place))).toEqual([3, 7, 6, 2])
    expect(read.ledger.counts).toMatchObject({ rows: 6, accepted: 3, imputed: 1, rejected: 1, skipped: 1 })
    const { reading } = open(fileOf(unsorted), { sort: true })
    for await (const _ of reading.batches);
    expect(reading.warnings).toEqual(['3 of 4 rows were out of order: they were sorted by time'])
  })

  it('has no warning if the rows were in order', async () => {
    const { reading } = open(fileOf('day,y\n2024-01-01,1\n2024-01-02,2\n'), { sort: true })
    for await (const _ of reading.batches);
    expect(reading.warnings).toEqual([])
  })

  it('keeps the newest rows of each series, and counts the others apart', async () => {
    const path = fileOf('day,s,y\n1,a,1\n2,a,2\n1,b,10\n3,a,3\n2,b,20\n4,b,x\n')
    const read = await gather(path, { ...options, clock: 's', by: 's', newest: 2 })
    expect(valuesOf(read)).toEqual([2, 10, 3, 20])
    expect(read.ledger.counts).toMatchObject({ rows: 5, accepted: 4, rejected: 1, leftOut: { newest: 1 } })
  })

  it('adds rows up by day, and counts the rows themselves', async () => {
    const path = fileOf('day,y\n2024-01-02T09:00,3\n2024-01-01T10:00,1\n2024-01-02T17:00,4\n2024-01-01T11:00,x\n')
    const sums = open(path, { sum: '1d' })
    const observations = []
    for await (const batch of sums.reading.batches) observations.push(...batch)
    expect(observations.map(({ values }) => values[0])).toEqual([1, 7])
    expect(sums.ledger.counts).toMatchObject({ rows: 4, accepted: 3, rejected: 1 })
    const { reading } = open(path, { mean: '1d' })
    for await (const _ of reading.batches);
    expect(reading.warnings).toContain('3 rows were put together to 2, one for each 1d')
    expect(() => open(path, { sum: '1d', mean: '1d' })).toThrow('expected no mean beside sum')
    expect(() => open(path, { sum: '2bd' })).toThrow('expected a window such as 5min')
  })

  it('counts the rows of the file once, and days without rows as filled in', async () => {
    const path = fileOf('day,y\n2024-01-04T09:00,3\n2024-01-01T10:00,1\n2024-01-01T17:00,4\n')
    const { ledger, reading } = open(path, { sum: '1d' })
    const seen: number[] = []
    await lastValueFrom(
      from(reading.batches).pipe(
        mergeAll(),
        inOrder(undefined, { ledger }),
        tap(({ values }) => seen.push(values[0]!)),
      ),
    )
    expect(seen).toEqual([5, 0, 0, 3])
    expect(ledger.counts).toEqual({ rows: 3, accepted: 3, imputed: 0, rejected: 0, skipped: 0, filled: 2, restarts: 0 })
  })

  it('works together with where and until, in NDJSON too', async () => {
    const lines = [4, 1, 3, 2, 5].flatMap((t) => [`{"t":${t},"s":"a","y":${t}}`, `{"t":${t},"s":"b","y":0}`])
    const more = { time: 't', target: 'y', clock: 's', where: { s: 'a' }, until: '1970-01-01T00:00:04Z', sort: true }
    const read = await gather(fileOf(lines.join('\n')), { ...more, newest: 2 }, { word: ndjsonSource })
    expect(valuesOf(read)).toEqual([3, 4])
    expect(read.ledger.counts).toMatchObject({ rows: 2, leftOut: { where: 5, until: 1, newest: 2 } })
  })

  it('counts a row when its batch is taken, so that none is missing after a stop', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => `${1000 - i},${i}`)
    const stop = new AbortController()
    const { ledger, reading } = open(
      fileOf(`day,y\n${rows.join('\n')}\n`),
      { sort: true, clock: 's' },
      stop.signal,
      100,
    )
    let taken = 0
    for await (const batch of reading.batches) {
      taken += batch.length
      expect(ledger.rows).toBe(taken)
      expect(reading.fraction).toBe(taken / 1000)
      if (taken === 300) stop.abort()
    }
    expect(taken).toBe(300)
  })

  it('previews the first rows in order, of the first series', async () => {
    const { source } = open(fileOf('day,s,y\n3,a,3\n1,b,10\n1,a,1\n2,a,2\n'), { sort: true, clock: 's', by: 's' })
    expect((await source.peek(10))!.map(({ values }) => values[0])).toEqual([10])
    const { source: other } = open(fileOf('day,s,y\n3,a,3\n1,b,10\n1,a,1\n2,a,2\n'), { clock: 's', by: 's' })
    expect((await other.peek(2))!.map(({ values }) => values[0])).toEqual([3, 1])
  })

  it('uses the rows before a failure', async () => {
    const read = await gather(fileOf('day,y\n2024-01-02,2\n2024-01-01,1\n"2024-01-03,3\n'), { ...options, sort: true })
    expect(valuesOf(read)).toEqual([1, 2])
    expect(read.failure).toMatch(/expected the quote opened here to be closed/)
  })
})
