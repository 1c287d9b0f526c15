import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compare } from '../../src/cli/compare.ts'
import { Random } from '../../src/lstm/random.ts'
import { Ledger } from '../../src/series/ledger.ts'
import { readCsv } from '../../src/sources/csv.ts'
import { folderWith } from '../cli/command.ts'
import { memoryTerminal } from '../cli/memory-terminal.ts'
import { propertySeed } from '../property-seed.ts'
import { gathered } from '../run/gathered.ts'
import { fileOf } from '../sources/gathered.ts'

type ReadCsvOptions = Parameters<typeof readCsv>[0]

const hourMs = 3_600_000
const random = new Random(propertySeed)
const below = (n: number) => Math.floor(random.uniform() * n)

/** Readings at irregular times of some hours, of two series. */
const readings = (from: number, to: number) => {
  const rows: (readonly [number, string])[] = []
  for (let time = from * hourMs; time < to * hourMs; time += 1 + below(hourMs / 2))
    rows.push([
      time,
      `${new Date(time).toISOString()},${below(3) === 0 ? 'b' : 'a'},${below(1000) / 10},${below(90)}\n`,
    ])
  return rows
}
const past = readings(0, 30)
const fileWith = (rows: readonly (readonly [number, string])[]) =>
  fileOf(`t,s,y,price\n${rows.map(([, line]) => line).join('')}`)

describe.each([
  { resample: { to: '1h', with: 'sum' } },
  { resample: { to: '1h', with: 'ohlc', wait: '20min' } },
  { resample: { to: '2h', with: { y: 'rate' } }, known: ['price'] },
  { sum: '1h' },
  { mean: '1h', known: ['price'], sort: true },
] satisfies Partial<ReadCsvOptions>[])('%j', (more) => {
  const options = { time: 't', target: 'y', by: 's', ...more }
  // What a window holds may come until the one after it; late ones are rejected from then on.
  const known = ({ time }: { readonly time: number }) => time < 28 * hourMs

  it('makes no window of later readings', async () => {
    const made = []
    for (let i = 0; i < 4; i++) {
      const source = readCsv({ path: fileWith([...past, ...readings(30, 31 + 10 * i)]), ...options } as ReadCsvOptions)
      const reading = source({ resolve: (name) => name, strict: false }).open(
        new Ledger(),
        new AbortController().signal,
      )
      const windows = (await gathered(reading.batches)).flat().filter(known)
      made.push(windows.map(({ row, ...numbers }) => ({ ...numbers, raw: row?.raw })))
    }
    expect(made[0]!.length).toBeGreaterThan(20)
    for (const other of made.slice(1)) expect(other).toEqual(made[0])
  })
})

it('compares the experts on windows', async () => {
  const folder = folderWith({})
  const hours = (count: number) =>
    Array.from({ length: count }, (_, i) => `${new Date(i * hourMs).toISOString()},${(i * 7919) % 23}\n`)
  const csvOf = (name: string, rows: readonly string[]) => writeFileSync(join(folder, name), `t,y\n${rows.join('')}`)
  const yaml = (path: string, more: string) =>
    `source:\n  csv: { path: ${path}, time: t, target: y${more} }\nsteps:\n  - inOrder\n  - fillGaps: 1d\n  - forecast: { horizon: 2, experts: [persistence, drift], season: none, intervals: [0.8] }\n  - score\n`
  // Ten days and a half: the last one is left out.
  csvOf('hours.csv', hours(252))
  const days = Array.from({ length: 10 }, (_, day) => {
    const sum = Array.from({ length: 24 }, (_, i) => ((day * 24 + i) * 7919) % 23).reduce((a, b) => a + b)
    return `${new Date(day * 24 * hourMs).toISOString()},${sum}\n`
  })
  csvOf('days.csv', days)
  const results = []
  for (const [name, more] of [
    ['hours.csv', ', resample: { to: 1d, with: sum }'],
    ['hours.csv', ', sum: 1d'],
    ['days.csv', ''],
  ] as const) {
    writeFileSync(join(folder, 'a.yaml'), yaml(name, more))
    const terminal = memoryTerminal()
    expect(await compare(join(folder, 'a.yaml'), { json: true }, terminal)).toBe(0)
    const { leads, origins, lines } = JSON.parse(terminal.written.out)
    results.push({ leads, origins, lines })
  }
  expect(results[0]?.origins).toBe(9)
  expect(results[1]).toEqual(results[0])
  expect(results[2]).toEqual(results[0])
})
