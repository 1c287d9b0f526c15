import { Random } from '../../src/lstm/random.ts'
import { Scoreboard } from '../../src/scores/scoreboard.ts'
import type { ForecastData } from '../../src/series/forecast.ts'
import type { Scored } from '../../src/series/scored.ts'

/** Forecasts of an event at leads 1 and 2, then of two classes, beside what happens. */
export function outcomeForecasts(rows: number, seed = 1): ForecastData[] {
  const random = new Random(seed)
  const leads = [1, 2]
  return Array.from({ length: rows }, (_, t) => {
    const [event, first] = [random.uniform() < 0.3 ? 1 : 0, random.uniform() < 0.6 ? 1 : 0]
    const [p, q, r, s] = [random.uniform(), random.uniform(), random.uniform(), random.uniform()]
    return {
      origin: t,
      observation: { time: t, values: [t % 9 === 5 ? Number.NaN : event, first, 1 - first] },
      leads,
      times: leads.map((lead) => t + lead),
      values: Float64Array.of(p!, q!, r!, s!, 1 - r!, 1 - s!),
      levels: [],
      lower: [],
      upper: [],
      outcomes: { names: ['event', 'kind=a', 'kind=b'], groups: [0, 1, 1] },
    }
  })
}

/** A scoreboard of such forecasts. */
export const outcomeBoard = (from?: { readonly observation: number }) =>
  new Scoreboard({
    channels: 3,
    groups: [0, 1, 1],
    leads: [1, 2],
    levels: [],
    from,
    season: undefined,
    standardizeBy: undefined,
  })

/** The last of such forecasts, scored. */
export const someOutcomes = (rows = 40, seed = 1): Scored => {
  const board = outcomeBoard()
  return outcomeForecasts(rows, seed)
    .map((forecast) => board.score(forecast))
    .at(-1)!
}
