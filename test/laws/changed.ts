import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { Random } from '../../src/lstm/random.ts'
import type { Forecast } from '../../src/series/forecast.ts'
import { type Shape, withoutLstms } from './series.ts'

/** Of the forecasts, in steps. */
export const leads = [1, 3, 7]
/** The first row after the change. */
export const changedAt = 400
export const rows = 800

/** What a forecaster says to a series. */
export function follow(
  { cadence, season, step }: Shape,
  values: readonly number[],
  experts: readonly string[],
): Forecast[] {
  const options = { leads, channels: 1, cadence, season, hidden: 4, memory: 128, seed: 1, levels: [0.8] }
  const forecaster = new Forecaster({ ...options, experts: [...experts] })
  const said = values.map((value, t) => forecaster.observe({ time: t * step, values: [value], covariates: [] }))
  forecaster.dispose()
  return said
}

/** A series that `change` applies to from the 400th row on, the series as it was, and what is said to both. */
export function run(
  shape: Shape,
  change: (value: number, random: Random) => number,
  seed: number,
  own?: readonly string[],
) {
  const random = new Random(seed + 100)
  const plain = shape.values(rows, seed)
  const values = plain.map((value, t) => (t < changedAt ? value : change(value, random)))
  const experts = own ?? withoutLstms(shape)
  const key = JSON.stringify([shape, seed, experts])
  const unchanged = asTheyWere.get(key) ?? follow(shape, plain, experts)
  asTheyWere.set(key, unchanged)
  return { plain, values, changed: follow(shape, values, experts), unchanged }
}

const asTheyWere = new Map<string, Forecast[]>()

/** Mean absolute error of the forecasts that `from` to `to` are the targets of, those of origins before `since` left out. */
export function error(
  say: (origin: number, i: number) => number,
  values: readonly number[],
  from: number,
  to: number,
  since = 0,
): number {
  let sum = 0
  let count = 0
  for (let t = from; t < to; t++) {
    leads.forEach((lead, i) => {
      if (t - lead < since) return
      sum += Math.abs(say(t - lead, i) - values[t]!)
      count++
    })
  }
  return sum / count
}
