import { expect, it } from 'vitest'
import { InputEdges } from '../../src/resample/input-edges.ts'
import { ResampledSeries } from '../../src/resample/resampled-series.ts'
import { Resampling } from '../../src/resample/resampling.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'

it('has the clock of its newest reading, which goes on as the ticks do', () => {
  const windows: Observation[] = []
  const expected: number[] = []
  const receiver = {
    take: (window: Observation) => windows.push(window),
    expect: (count: number) => expected.push(count),
  }
  const series = new ResampledSeries(
    new Resampling({ to: '1s', values: 'sum' }),
    new Ledger(),
    receiver,
    new InputEdges(true, false),
  )
  expect(series.due).toBe(Number.POSITIVE_INFINITY)
  series.next({ time: 100, values: [1] }, 5000)
  // An older one says nothing of the clock.
  series.next({ time: 0, values: [2] }, 5600)
  expect(series.due).toBe(5900)
  series.tick(5899)
  expect(windows).toEqual([])
  series.tick(7000)
  expect(windows.map(({ time, values }) => [time, values[0]])).toEqual([
    [0, 3],
    [1000, 0],
  ])
  series.next({ time: 9_000, values: [4] }, 6000)
  series.flush()
  expect(windows.at(-1)).toMatchObject({ time: 9000 })
  expect(windows).toHaveLength(10)
  expect(expected).toEqual([])
})

it('rejects a reading with a counter below 0, whose rate goes on from the readings around it', () => {
  const windows: Observation[] = []
  const reasons: string[] = []
  const ledger = new Ledger(({ reason }) => reasons.push(reason))
  const receiver = { take: (window: Observation) => windows.push(window), expect: () => {} }
  const series = new ResampledSeries(
    new Resampling({ to: '10s', values: ['rate', 'mean'] }),
    ledger,
    receiver,
    new InputEdges(false, false),
  )
  for (const [time, counter, other] of [
    [0, 10, 1],
    [2000, -5, 7],
    [4000, Number.NaN, -3],
    [5000, 20, 2],
  ] as const)
    series.next({ time, values: [counter, other] }, time)
  series.flush()
  expect(reasons).toEqual(['expected a counter, got -5'])
  expect(Array.from(windows[0]!.values)).toEqual([2, 0])
})

it('puts what is known ahead together too, of windows without a target and of the one that the input ends in', () => {
  const windows: Observation[] = []
  const receiver = { take: (window: Observation) => windows.push(window), expect: () => {} }
  const series = new ResampledSeries(
    new Resampling({ to: '4s', values: 'sum', known: 'mean' }),
    new Ledger(),
    receiver,
    new InputEdges(true, false),
  )
  for (let time = 0; time < 24_000; time += 1000) {
    const second = time / 1000
    const future = second >= 14
    // No row tells of 16 to 19 s.
    if (second >= 16 && second < 20) continue
    series.next({ time, values: [future ? Number.NaN : 1], covariates: [], known: [second], future }, Number.NaN)
  }
  series.flush()
  expect(windows.map(({ time, values, known, future }) => [time, values[0], known![0], future])).toEqual([
    [0, 4, 1.5, undefined],
    [4000, 4, 5.5, undefined],
    [8000, 4, 9.5, undefined],
    [12_000, Number.NaN, 13.5, true],
    [20_000, Number.NaN, 21.5, true],
  ])
})
