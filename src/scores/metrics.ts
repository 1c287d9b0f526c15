import type { ScoreMetrics } from '../series/scored.ts'
import { crps } from './crps.ts'
import type { ErrorSums } from './error-sums.ts'
import { mae } from './mae.ts'
import { mase } from './mase.ts'
import { rmse } from './rmse.ts'
import { skill } from './skill.ts'

/** What the errors of a channel are divided by. */
interface Divisors {
  /** For MAE, RMSE, CRPS and size: 1 in the data's own units. */
  readonly unit: number
  /** For MASE: mean absolute error of the naive forecast. */
  readonly step: number
}

/** One number from the sums of a cell. */
export type Metric = (sums: ErrorSums, cell: number, by: Divisors) => number

/** The metrics of a run, from the sums of a cell. */
export const metrics: ScoreMetrics<Metric> = {
  count: (sums, cell) => sums.get(cell, 'count'),
  mae: (sums, cell, { unit }) => mae(sums, cell) / unit,
  rmse: (sums, cell, { unit }) => rmse(sums, cell) / unit,
  crps: (sums, cell, { unit }) => crps(sums, cell) / unit,
  mase: (sums, cell, { step }) => mase(sums, cell, step),
  size: (sums, cell, { unit }) => sums.get(cell, 'size') / sums.get(cell, 'count') / unit,
  skillPersistence: (sums, cell) => skill(sums.get(cell, 'besidePersistence'), sums.get(cell, 'persistence')),
  skillSeasonal: (sums, cell) => skill(sums.get(cell, 'besideSeasonal'), sums.get(cell, 'seasonal')),
}

/** Their names. */
export const metricNames = Object.keys(metrics) as readonly (keyof ScoreMetrics<number>)[]

/** Works something out for each metric. */
export function eachMetric<T>(of: (name: keyof ScoreMetrics<number>) => T): ScoreMetrics<T> {
  const each: Partial<Record<keyof ScoreMetrics<number>, T>> = {}
  for (const name of metricNames) each[name] = of(name)
  return each as ScoreMetrics<T>
}
