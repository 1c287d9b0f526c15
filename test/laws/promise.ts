import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { addSteps, parseDuration } from '../../src/time/duration.ts'
import type { Shape } from './shapes.ts'

/** How the errors of a forecaster compare with those of its experts. */
export interface Kept {
  /** MAE less a thousandth of the naive error, over the smallest MAE of an expert. */
  readonly mae: number
  /** RMSE over that expert's. */
  readonly rmse: number
  /** RMSE over persistence's. */
  readonly rmseOfPersistence: number
  /** MAE over persistence's. */
  readonly maeOfPersistence: number
  /** The expert with the smallest MAE. */
  readonly best: string
}

/** Runs a forecaster with its default pool over a shape, and compares its errors from row 200, or a season later, on. */
export function kept({ cadence, horizon, rows, season, start }: Shape, seed: number, hidden = 32): Kept {
  const leads = Array.from({ length: horizon }, (_, i) => i + 1)
  const forecaster = new Forecaster({ leads, channels: 1, cadence, seed: 1, hidden, ...(season ? { season } : {}) })
  const next = start(seed)
  const values = Array.from({ length: rows }, (_, t) => next(t))
  const experts = ['the forecaster', ...forecaster.expertNames]
  const absolute = experts.map(() => 0)
  const squares = experts.map(() => 0)
  const step = parseDuration(cadence)
  let time = Date.UTC(2019, 0, 1)
  let naive = 0
  let count = 0
  values.forEach((value, t) => {
    const forecast = forecaster.observe({ time, values: [value], covariates: [] })
    time = addSteps(time, step, 1)
    if (t > 0) naive += Math.abs(value - values[t - 1]!) / (rows - 1)
    if (t < 200 + (season ?? 0) || t + horizon >= rows) return
    const said = [...forecast.values, ...forecast.inside!.forecasts]
    experts.forEach((_, e) => {
      for (let i = 0; i < horizon; i++) {
        const own = said[e * horizon + i]!
        // An expert that sleeps is replaced by the last value.
        const error = (Number.isNaN(own) ? value : own) - values[t + 1 + i]!
        absolute[e]! += Math.abs(error)
        squares[e]! += error * error
      }
    })
    count += horizon
  })
  forecaster.dispose()
  const best = absolute.indexOf(Math.min(...absolute.slice(1)), 1)
  const persistence = experts.indexOf('persistence')
  const rmse = (e: number) => Math.sqrt(squares[e]! / count)
  const ratio = (a: number, b: number) => (a === b ? 1 : a / b)
  return {
    mae: ratio(Math.max(0, absolute[0]! / count - naive / 1000), absolute[best]! / count),
    rmse: ratio(rmse(0), rmse(best)),
    rmseOfPersistence: ratio(rmse(0), rmse(persistence)),
    maeOfPersistence: ratio(absolute[0]!, absolute[persistence]!),
    best: experts[best]!,
  }
}

export const geometricMean = (ratios: readonly number[]) =>
  Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length)
