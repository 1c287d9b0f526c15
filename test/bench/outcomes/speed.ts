import { Forecaster } from '../../../src/forecaster/forecaster.ts'
import { OutcomeForecaster } from '../../../src/outcomes/outcome-forecaster.ts'
import type { Task } from './tasks.ts'

/** Forecasters begin with as many rows that are not timed. */
const first = 400
const rowsAtOnce = 20

/**
 * What a row costs as the rows of a task go by: of forecasts of its values, and of its outcome with and without LSTMs. They
 * take turns, and each has the least processor time of all turns, so that what else the machine does falls on all alike.
 *
 * @returns microseconds a row
 */
export function speeds({
  cadence,
  leads,
  outcome,
  rows,
  season,
}: Task): Record<'values' | 'all' | 'withoutLstms', number> {
  const shape = { leads, channels: 1, covariates: rows[0]!.covariates?.length ?? 0, cadence, season, seed: 1 }
  const outcomes = (experts?: readonly string[]) => new OutcomeForecaster({ ...shape, outcomes: [outcome], experts })
  const all = outcomes()
  const simple = all.expertNames.filter((name) => !name.startsWith('lstm(') && name !== 'stack')
  const forecasters = { values: new Forecaster(shape), all, withoutLstms: outcomes(simple) }
  const least = { values: Infinity, all: Infinity, withoutLstms: Infinity }
  const names = Object.keys(forecasters) as (keyof typeof forecasters)[]
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    for (const name of names) {
      const some = rows.slice(from, from + rowsAtOnce)
      const begun = process.cpuUsage()
      for (const row of some) forecasters[name].observe(row)
      const { system, user } = process.cpuUsage(begun)
      if (from >= first) least[name] = Math.min(least[name], (user + system) / some.length)
    }
  for (const name of names) forecasters[name].dispose()
  return least
}
