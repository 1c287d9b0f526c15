import { describe, expect, it } from 'vitest'
import { Ledger } from '../../src/series/ledger.ts'
import { readCsv } from '../../src/sources/csv.ts'
import { MixedSeries } from '../../src/sources/mixed-series.ts'
import { ndjsonSource } from '../../src/sources/ndjson.ts'
import { fileOf } from './gathered.ts'

type Row = Record<string, string>
const mixed = (rows: readonly (readonly [number, Row])[]) => {
  const watch = new MixedSeries<Row>(['t'], (row) => new Map(Object.entries(row)))
  let after: number | undefined
  rows.forEach(([time, row], i) => {
    watch.see(time, row)
    if (after === undefined && watch.warning(false) !== undefined) after = i + 1
  })
  return { after, warning: watch.warning(true) }
}
const interleaved = (keys: readonly string[], times: number) =>
  Array.from({ length: times }, (_, t) =>
    keys.map((device, i) => [t, { device, x: String((t * 31 + i * 17) % 97) }] as const),
  ).flat()

describe('MixedSeries', () => {
  it('names the key of interleaved series after a few rows', () => {
    expect(mixed(interleaved(['a', 'b'], 50))).toEqual({
      after: 8,
      warning:
        'the same time keeps coming with other values: "device" tells several series apart; set by: device on the source, or choose one series with where',
    })
  })

  it('names it for a thousand series, and for rows of one time in any order', () => {
    const stores = Array.from({ length: 1000 }, (_, i) => `s${i}`)
    expect(mixed(interleaved(stores, 4)).warning).toMatch(/set by: device on/)
    const swapped = interleaved(['a', 'b', 'c'], 50).map(
      (_, i, all) => all[i % 6 === 1 ? i + 1 : i % 6 === 2 ? i - 1 : i]!,
    )
    expect(mixed(swapped).warning).toMatch(/set by: device on/)
  })

  it('names two columns if only both together tell series apart', () => {
    const rows = Array.from({ length: 30 }, (_, t) =>
      ['1a', '1b', '2a', '2b'].map((key) => [t, { store: key[0]!, item: key[1]! }] as const),
    ).flat()
    expect(mixed(rows).warning).toMatch(/"store" and "item" tell several series apart; set by: \[store, item\] on/)
  })

  it('names the time if the column is a part of it', () => {
    const rows = Array.from({ length: 240 }, (_, i) => [Math.floor(i / 24), { Hour: String(i % 24) }] as const)
    expect(mixed(rows).warning).toMatch(/: "Hour" may be a part of the time; set time: \[t, Hour\] on the source$/)
    const clock = rows.map(([time, { Hour }]) => [time, { at: `${Hour}:00` }] as const)
    expect(mixed(clock).warning).toMatch(/set time: \[t, at\]/)
  })

  it('names no column that it does not know', () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i >> 1, { x: String(i) }] as const)
    expect(mixed(rows)).toEqual({
      after: undefined,
      warning: expect.stringMatching(/to the columns that tell them apart$/),
    })
  })

  it('names the key of series one after the other, at the end', () => {
    const rows = ['a', 'b'].flatMap((item) => Array.from({ length: 9 }, (_, t) => [t, { item }] as const))
    expect(mixed(rows)).toEqual({
      after: undefined,
      warning: expect.stringMatching(/^times begin again within the input: "item" tells several series apart; set by/),
    })
  })

  it('is silent about one series, with some repeated rows too', () => {
    const rows = Array.from({ length: 500 }, (_, i) => [i - (i % 20 === 7 ? 1 : 0), { x: String(i % 9) }] as const)
    expect(mixed(rows)).toEqual({ after: undefined, warning: undefined })
    expect(mixed([])).toEqual({ after: undefined, warning: undefined })
  })
})

describe('a source without by', () => {
  async function warningsOf(source: ReturnType<ReturnType<typeof readCsv>>) {
    const reading = source.open(new Ledger(), new AbortController().signal)
    for await (const _ of reading.batches);
    return reading.warnings
  }
  const place = { resolve: (path: string) => path, strict: false }
  const text = interleaved(['a', 'b'], 20)

  it('warns of several series, in CSV and in NDJSON, and not with by', async () => {
    const csv = fileOf(`t,device,x,y\n${text.map(([t, { device, x }]) => `${t},${device},${x},1`).join('\n')}\n`)
    const options = { path: csv, time: 't', target: 'y', clock: 's' } as const
    expect(await warningsOf(readCsv(options)(place))).toMatchObject([/set by: device/])
    expect(await warningsOf(readCsv({ ...options, covariates: ['device'] })(place))).toEqual([])
    expect(await warningsOf(readCsv({ ...options, by: 'device' })(place))).toEqual([])
    const lines = text.map(([t, { device }]) => JSON.stringify({ t, y: 1, from: { device } }))
    const json = ndjsonSource.argument.parse({ ...options, path: fileOf(lines.join('\n'), '.ndjson') })
    expect(await warningsOf(ndjsonSource.build(json, place))).toMatchObject([/set by: from.device/])
  })
})
