import { describe, expect, it } from 'vitest'
import type { ForecasterOptions } from '../../src/defaults/options.ts'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { Random } from '../../src/lstm/random.ts'
import type { Forecast } from '../../src/series/forecast.ts'

const day = 86_400_000
const noise = (count: number, seed = 1) => {
  const random = new Random(seed)
  return Array.from({ length: count }, (_, t) => 10 + (t % 7) + random.uniform())
}

function run(values: readonly number[], options: Partial<ForecasterOptions> = {}, restartAt = -1): Forecast[] {
  const forecaster = new Forecaster({
    leads: [1, 2, 3],
    channels: 1,
    cadence: '1d',
    season: 7,
    levels: [0.8, 0.95],
    hidden: 4,
    memory: 128,
    seed: 1,
    ...options,
  })
  return values.map((value, t) =>
    forecaster.observe({
      time: (t + (t >= restartAt && restartAt >= 0 ? 100 : 0)) * day,
      values: [value],
      covariates: [],
      restart: t === restartAt,
    }),
  )
}

/** Finite from `from` on, with intervals in order wherever they are known. */
function sound(forecasts: readonly Forecast[], from = 0): void {
  for (const { values, lower, upper } of forecasts.slice(from)) {
    for (let i = 0; i < values.length; i++) {
      expect(Number.isFinite(values[i])).toBe(true)
      const ends = [lower[1]![i]!, lower[0]![i]!, upper[0]![i]!, upper[1]![i]!]
      if (ends.some(Number.isNaN)) continue
      expect(ends).toEqual([...ends].sort((a, b) => a - b))
    }
  }
}

describe('the forecaster stays finite', () => {
  it('on a constant column, and on one that starts constant', () => {
    sound(run(new Array(200).fill(0)))
    const late = run([...new Array(150).fill(5), ...noise(250)])
    sound(late)
    for (const { values } of late) for (const value of values) expect(Math.abs(value)).toBeLessThan(40)
  })

  it('on a jump of 10⁶ and back, and a change of unit', () => {
    const values = noise(400)
    sound(run(values.map((value, t) => (t === 200 ? 1e6 : value))))
    sound(run(values.map((value, t) => (t >= 200 ? value + 1e6 : value))))
    const unit = run(values.map((value, t) => (t >= 200 ? value * 1000 : value)))
    sound(unit)
    // Two hundred days on it is as good in the new unit as it was in the old: the week is known.
    expect(Math.abs(unit[398]!.values[0]! / 1000 - values[399]!)).toBeLessThan(4)
  })

  it('on sizes near the limits of a double, and forecasts as well as at any other', () => {
    const values = noise(200)
    const plain = run(values).at(-1)!
    for (const size of [1e-300, 1e-150, 1e-9, 1e150, 1e300]) {
      const forecasts = run(values.map((value) => value * size))
      sound(forecasts)
      const last = forecasts.at(-1)!
      for (const [ours, theirs] of [
        [last.values, plain.values],
        [last.lower[0]!, plain.lower[0]!],
        [last.inside!.forecasts, plain.inside!.forecasts],
      ] as const)
        ours.forEach((number, i) => {
          expect(Number.isNaN(number)).toBe(Number.isNaN(theirs[i]!))
          if (!Number.isNaN(number)) expect(number / size / theirs[i]!).toBeCloseTo(1, 1)
        })
    }
    sound(run(values.map((value, t) => (t % 2 === 0 ? 1.7e308 : -1.7e308) - value)))
  })

  it('on zero and negative values, under logarithms by option and by default', () => {
    const values = noise(200).map((value, t) => (t > 100 && t % 9 === 0 ? -value : t % 31 === 3 ? 0 : value))
    sound(run(values, { scale: 'log' }), 5)
    const own = run(
      values.map((value) => value - 13),
      { cadence: '1bd', season: undefined },
    )
    sound(own)
    expect(own.some(({ values: [first] }) => first! < 0)).toBe(true)
  })

  it('on thirty rows in all, and a horizon longer than the series', () => {
    sound(run(noise(30)))
    const leads = Array.from({ length: 60 }, (_, i) => i + 1)
    const far = run(noise(40), { leads })
    sound(far)
    expect(far.at(-1)!.lower[0]![59]).toBeNaN()
  })

  it('on missing values: at the start, scattered, and for long', () => {
    const values = noise(300).map((value, t) => (t < 4 || t % 11 === 0 || (t > 120 && t < 160) ? Number.NaN : value))
    const forecasts = run(values)
    for (const { values: early } of forecasts.slice(0, 4))
      expect([...early]).toEqual([Number.NaN, Number.NaN, Number.NaN])
    sound(forecasts, 4)
  })

  it('on a gap too long to fill, whether learned state is kept or not', () => {
    for (const gaps of ['keep', 'reset'] as const) {
      const forecasts = run(noise(300), { gaps }, 150)
      sound(forecasts)
      // The season is known again at the latest a few weeks on; what was kept knows it at once.
      expect(Math.abs(forecasts[298]!.values[0]! - noise(300)[299]!)).toBeLessThan(3)
    }
  })

  it('without intervals, and with a single expert', () => {
    const [last] = run(noise(50), { levels: [], experts: ['persistence'] }).slice(-1)
    expect([last!.lower, last!.upper]).toEqual([[], []])
  })
})

describe('a long stream with drift, gaps, jumps and holes', () => {
  it('has no number that is not finite (the million rows are `npm run bench:soak`)', () => {
    const random = new Random(9)
    const forecaster = new Forecaster({
      leads: [1, 2],
      channels: 1,
      cadence: '1d',
      season: 7,
      levels: [0.8, 0.95],
      hidden: 4,
      memory: 128,
      seed: 1,
    })
    let level = 0
    let time = 0
    for (let t = 0; t < 5000; t++) {
      level += random.uniform() - 0.49 + (t % 1000 === 999 ? 500 : 0)
      const gap = t % 700 === 699
      time += gap ? 90 * day : day
      const value = random.uniform() < 0.03 ? Number.NaN : level + (t % 7) + (t % 400 === 0 ? 1e5 : 0)
      const { values, lower, upper } = forecaster.observe({ time, values: [value], covariates: [], restart: gap })
      if (t > 50)
        for (const number of [...values, ...lower[1]!, ...upper[1]!]) expect(Number.isFinite(number)).toBe(true)
    }
  })

  it('has forgotten a single value of 10⁶ after two months, in forecasts and intervals', () => {
    const clean = noise(500)
    const spiked = clean.with(300, 1e6)
    const [ours, without] = [run(spiked), run(clean)]
    const worst = (forecasts: readonly Forecast[]) =>
      forecasts
        .slice(360, 490)
        .map(({ values }, k) => Math.max(...[...values].map((said, i) => Math.abs(said - clean[361 + k + i]!))))
    const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length
    expect(mean(worst(ours))).toBeLessThan(1.3 * mean(worst(without)))
    const width = (forecasts: readonly Forecast[]) =>
      mean(forecasts.slice(360, 490).map(({ lower, upper }) => upper[0]![0]! - lower[0]![0]!))
    expect(width(ours)).toBeLessThan(1.5 * width(without))
  })

  it('follows a change of unit by a thousand within a few weeks', () => {
    const values = noise(500).map((value, t) => (t < 300 ? value : value * 1000))
    const said = run(values)
    for (const [k, { values: ahead }] of said.slice(340, 490).entries())
      expect(Math.abs(ahead[0]! - values[341 + k]!)).toBeLessThan(0.5 * values[341 + k]!)
  })
})
