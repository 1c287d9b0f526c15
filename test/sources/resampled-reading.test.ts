import { describe, expect, it } from 'vitest'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import { readCsv } from '../../src/sources/csv.ts'
import type { CsvOptions } from '../../src/sources/csv-text.ts'
import { type Came, ResampledReading } from '../../src/sources/resampled-reading.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { fileOf } from './gathered.ts'

const minute = 60_000
const place = { resolve: (name: string) => name, strict: false }
const text =
  'at,y\n2024-01-01T00:01,1\n2024-01-01T00:03,3\n2024-01-01T00:06,5\n2024-01-01T00:02,9\n2024-01-01T00:21,7\n'
const source = (options: Partial<CsvOptions>, content = text) =>
  readCsv({ path: fileOf(content), time: 'at', target: 'y', zone: 'UTC', ...options })(place)

async function read(options: Partial<CsvOptions>, content = text, maxBatch?: number) {
  const ledger = new Ledger()
  const reading = source(options, content).open(ledger, new AbortController().signal, maxBatch)
  const rows: Observation[] = []
  for await (const batch of reading.batches) rows.push(...batch)
  return {
    rows: rows.map(({ time, values }) => [new Date(time).toISOString().slice(11, 16), ...Array.from(values)]),
    ledger,
    reading,
  }
}

describe('a source with resample', () => {
  it('has a row for each window, and counts readings: accepted, or too late', async () => {
    const means = await read({ resample: { to: '5min' } })
    expect(means.rows).toEqual([
      ['00:00', 2],
      ['00:05', 5],
      ['00:20', 7],
    ])
    expect(means.ledger.counts).toMatchObject({ rows: 5, accepted: 4, rejected: 1, filled: 0 })
    const sums = await read({ resample: { to: '5min', with: 'sum', wait: '5min' } }, text, 2)
    expect(sums.rows.map(([, sum]) => sum)).toEqual([13, 5, 0, 0, 7])
    expect(sums.ledger.counts).toMatchObject({ rows: 5, accepted: 5, filled: 2 })
  })

  it.each(['sum', 'mean'] as const)('gives the same rows as %s of a file in order', async (way) => {
    const rows = Array.from({ length: 500 }, (_, i) => `${(i * 97 + (i % 7) * 13) % 100_000}`)
    const times = Array.from({ length: 500 }, (_, i) => 1_711_800_000 + i * 611 + ((i * i) % 600))
    const lines = `at,y\n${rows.map((value, i) => `${times[i]},${i % 11 === 3 ? '' : value}`).join('\n')}\n`
    for (const [to, zone] of [
      ['1d', 'Europe/Berlin'],
      ['1h', 'Europe/Berlin'],
      ['30min', 'UTC'],
    ] as const) {
      const whole = await read({ [way]: to, clock: 's', zone }, lines)
      const streamed = await read({ resample: { to, with: way }, clock: 's', zone }, lines)
      expect(streamed.rows).toEqual(whole.rows)
      expect(streamed.ledger.counts).toEqual(whole.ledger.counts)
    }
  })

  it('says what its targets and its cadence are', () => {
    const { targets, cadence } = source({ resample: { to: '5min', with: 'ohlc' } })
    expect(targets).toEqual(['y_open', 'y_high', 'y_low', 'y_close'])
    expect(cadence).toBe('5min')
  })

  it('with sort or newest takes rows in any order', async () => {
    expect((await read({ resample: { to: '5min' }, sort: true })).rows[0]).toEqual(['00:00', 13 / 3])
    expect((await read({ resample: { to: '5min' }, newest: 1 })).rows).toEqual([['00:20', 7]])
  })
})

describe('ResampledReading', () => {
  const observation = (time: number, value: number): Observation => ({ time, values: [value] })
  function reading(came: readonly Came[][], signal = new AbortController().signal, from?: Uint8Array) {
    let closed = false
    const position = { state: () => {} }
    async function* arrivals() {
      try {
        yield* came
      } finally {
        closed = true
      }
    }
    const inner = {
      batches: none(),
      arrivals: arrivals(),
      fraction: undefined,
      warnings: [],
      failure: undefined,
      position,
    }
    const made = new ResampledReading(
      { resampling: { to: '5min', values: 'mean' }, from },
      new Ledger(),
      signal,
      () => inner,
    )
    return { made, isClosed: () => closed }
  }
  async function* none(): AsyncGenerator<Observation[]> {}

  it('passes on windows at ticks, and those that are not over at the end, after the position', async () => {
    const { made } = reading([
      [{ at: 0, observation: observation(0, 1) }, { at: 5 * minute }],
      [{ at: 0, observation: observation(6 * minute, 2) }],
    ])
    const seen: unknown[] = []
    for await (const batch of made.batches) seen.push([made.settled, ...batch.map(({ time }) => time)])
    expect(seen).toEqual([[false], [false, 0], [false], [true], [true, 5 * minute]])
  })

  it('keeps windows that are not over in its position if it is stopped', async () => {
    const stop = new AbortController()
    const first = reading([[{ observation: observation(0, 1) }], [{ observation: observation(1, 3) }]], stop.signal)
    const seen: Observation[] = []
    let batches = 0
    for await (const batch of first.made.batches) {
      seen.push(...batch)
      if (++batches === 3) stop.abort()
    }
    expect(seen).toEqual([])
    const second = reading([[{ observation: observation(5 * minute, 9) }]], undefined, snapshot(first.made.position!))
    for await (const batch of second.made.batches) seen.push(...batch)
    expect(seen.map(({ values }) => values[0])).toEqual([2, 9])
  })

  it('closes the reading below when it is left', async () => {
    const { made, isClosed } = reading([[{ observation: observation(0, 1) }], [{ observation: observation(1, 1) }]])
    for await (const _ of made.batches) if (made.resampler.count > 0) break
    expect(isClosed()).toBe(true)
  })
})
