import { describe, expect, it } from 'vitest'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { Random } from '../../src/lstm/random.ts'

const levels = Array.from({ length: 19 }, (_, v) => (v + 1) / 20)
const rows = 400

/** Streams that intervals have trouble with: each gives the value after the last one. */
const streams: Readonly<Record<string, (last: number, t: number, random: Random) => number>> = {
  'a constant': () => 5,
  'a constant that jumps once': (_, t) => (t < 200 ? 5 : 5000),
  'a staircase': (last, _, random) => (random.uniform() < 0.03 ? last + random.uniform() : last),
  'spikes on a constant': (_, __, random) => (random.uniform() < 0.05 ? 1e6 : 3),
  'values that only rise': (last, _, random) => last + random.uniform() ** 8 / 1e3,
  'ratios of noise, which have no mean': (_, __, random) => (random.uniform() - 0.5) / (random.uniform() - 0.5 + 1e-12),
  'powers over eighty decades': (_, __, random) => 10 ** (80 * random.uniform() - 40),
  'zeros, then tiny noise': (_, t, random) => (t < 150 ? 0 : 1e-9 * random.uniform()),
  'missing values and counts': (_, __, random) =>
    random.uniform() < 0.2 ? Number.NaN : Math.floor(4 * random.uniform() ** 3),
}

/** Checks the intervals of a row, and counts those that are known. */
function nested(values: Float64Array, lower: readonly Float64Array[], upper: readonly Float64Array[], row: number) {
  let checked = 0
  values.forEach((point, i) => {
    if (Number.isNaN(lower[0]![i]!)) return
    checked++
    let [low, high] = [point, point]
    for (let v = 0; v < levels.length; v++) {
      if (!(lower[v]![i]! <= low && high <= upper[v]![i]!))
        expect.fail(`row ${row}: ${lower[v]![i]} to ${upper[v]![i]} does not contain ${low} to ${high}`)
      low = lower[v]![i]!
      high = upper[v]![i]!
    }
  })
  return checked
}

describe.each(Object.entries(streams))('%s', (_, next) => {
  it.each(['linear', undefined] as const)('lies inside its own intervals, which nest (scale: %s)', (scale) => {
    const forecaster = new Forecaster({
      ...{ leads: [1, 2, 3], sums: [3], channels: 1, cadence: '1mo', season: 12, levels, seed: 1 },
      ...{ experts: ['persistence', 'theta', 'seasonalNaive', 'smoothing(0.1)'], ...(scale && { scale }) },
    })
    const random = new Random(7)
    let value = 5
    let checked = 0
    for (let t = 0; t < rows; t++) {
      const drawn = next(Number.isNaN(value) ? 1 : value, t, random)
      value = drawn
      const said = forecaster.observe({ time: t * 2_678_400_000, values: [value], covariates: [] })
      for (const { values, lower, upper } of [said, said.sums!]) checked += nested(values, lower, upper, t)
    }
    expect(checked).toBeGreaterThan(3 * (rows - 30))
  })
})

/** By name: the cadence and season, then how often the value jumps, and by how much up or down. */
const steps: Readonly<Record<string, [cadence: string, season: number, jumps: number, up: number, down: number]>> = {
  'a policy rate by week': ['1w', 52, 0.04, 0.25, 0.25],
  'a tariff by day': ['1d', 7, 0.01, 0.03, 0.02],
  'a list price by month': ['1mo', 12, 0.1, 4, 0],
}

it.each(Object.entries(steps))('%s lies inside the intervals of nearly all rows', (_, given) => {
  const [cadence, season, jumps, up, down] = given
  const options = { leads: [1, 2, 3, 4], channels: 1, cadence, season, levels: [0.8, 0.95], seed: 1 }
  const forecaster = new Forecaster(options)
  const random = new Random(11)
  let value = 20
  let held = 0
  for (let t = 0; t < rows; t++) {
    if (random.uniform() < jumps) value += random.uniform() < 0.6 || down === 0 ? up : -down
    const { lower, upper } = forecaster.observe({ time: t * 86_400_000, values: [value], covariates: [] })
    if (t >= 50 && lower[0]!.every((low, i) => low <= value && value <= upper[0]![i]!)) held++
  }
  forecaster.dispose()
  expect(held / (rows - 50)).toBeGreaterThan(0.98)
})
