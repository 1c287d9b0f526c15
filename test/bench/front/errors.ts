import { Forecaster } from '../../../src/forecaster/forecaster.ts'
import type { Front } from '../../../src/lstm/shape.ts'
import { geometricMean } from '../../laws/promise.ts'
import type { Series } from './series.ts'

/** Errors are mean absolute ones over all leads, in mean absolute changes of a channel from row to row. */
export interface Errors {
  readonly mixture: number
  /** Geometric mean over the LSTMs. */
  readonly lstms: number
  /** Processor time of the run, in milliseconds. */
  readonly ms: number
}

/** Scores one pass of the forecaster, in the reference engine, from a quarter of the rows or row 250 on. */
export function errorsOf({ observations, options }: Series, seed: number, front?: Front): Errors {
  const forecaster = new Forecaster({ ...options, levels: [], seed, engine: 'reference', ...(front && { front }) })
  const lstms = forecaster.expertNames.flatMap((name, e) => (name.startsWith('lstm(') ? [e] : []))
  const { channels, leads } = options
  const units = unitsOf(observations.map(({ values }) => values))
  const from = Math.min(250, Math.floor(observations.length / 4))
  const sums = new Float64Array(1 + lstms.length)
  let count = 0
  const begun = process.cpuUsage()
  observations.forEach((observation, t) => {
    const { values, inside } = forecaster.observe(observation)
    if (t < from) return
    for (let channel = 0; channel < channels; channel++)
      leads.forEach((lead, i) => {
        const actual = observations[t + lead]?.values[channel] ?? Number.NaN
        if (Number.isNaN(actual)) return
        const at = channel * leads.length + i
        const add = (m: number, forecast: number) => {
          sums[m]! += Math.abs(actual - forecast) / units[channel]!
        }
        add(0, values[at]!)
        lstms.forEach((e, m) => {
          add(1 + m, inside!.forecasts[e * values.length + at]!)
        })
        count++
      })
  })
  const { system, user } = process.cpuUsage(begun)
  forecaster.dispose()
  const [mixture, ...alone] = sums.map((sum) => sum / count)
  return { mixture: mixture!, lstms: geometricMean(alone), ms: (system + user) / 1000 }
}

/** Mean absolute change of each channel from row to row. */
function unitsOf(rows: readonly ArrayLike<number>[]): number[] {
  return Array.from(rows[0]!, (_, channel) => {
    const changes = rows
      .slice(1)
      .map((row, i) => Math.abs(row[channel]! - rows[i]![channel]!))
      .filter((change) => !Number.isNaN(change))
    return changes.reduce((sum, change) => sum + change, 0) / changes.length
  })
}
