import type { DetachedScores } from '../scores/detached-scores.ts'
import type { SeriesEvent } from '../series/event.ts'
import { Forecast, type ForecastData } from '../series/forecast.ts'
import type { Observation } from '../series/observation.ts'
import { Scored, type ScoredData } from '../series/scored.ts'
import { readInside, writeInside } from './inside.ts'
import type { PackReader, PackWriter } from './pack.ts'

/** Writes a forecast, without its observation and its scores. */
export function writeForecast(pack: PackWriter, forecast: ForecastData & Partial<ScoredData>, inside: boolean): void {
  const { origin, leads, times, values, levels, lower, upper, sums, season, drift, doubts, due, residuals } = forecast
  pack.number(origin)
  pack.array(leads)
  pack.array(levels)
  pack.number(values.length)
  pack.array(times)
  pack.all(values)
  for (let level = 0; level < levels.length; level++) {
    pack.all(lower[level]!)
    pack.all(upper[level]!)
  }
  pack.number(due && residuals ? 1 : 0)
  if (due && residuals) {
    pack.all(due)
    pack.all(residuals)
  }
  pack.number(season ?? 0)
  pack.optional(sums, ({ over, values, lower, upper }) => {
    pack.array(over)
    pack.array(values)
    for (const level of levels.keys()) {
      pack.all(lower[level]!)
      pack.all(upper[level]!)
    }
  })
  pack.optional(drift, (channels) => pack.array(channels))
  pack.optional(doubts, (channels) => pack.array(channels))
  pack.optional(forecast.outcomes, ({ names, groups }) => {
    pack.list(names, (name) => pack.name(name))
    pack.array(groups)
  })
  pack.optional(forecast.actuals, (labels) => pack.array(labels))
  pack.optional(forecast.events, (events) => pack.text(JSON.stringify(events)))
  pack.optional(inside ? forecast.inside : undefined, (inside) => writeInside(pack, inside))
}

/**
 * Reads a forecast.
 *
 * @param scores of its series; undefined if it was not scored
 */
export function readForecast(
  pack: PackReader,
  observation: Observation,
  scores: DetachedScores | undefined,
): Forecast | Scored {
  const origin = pack.number()
  const leads = Array.from(pack.array())
  const levels = Array.from(pack.array())
  const size = pack.number()
  const times = Array.from(pack.array())
  const values = pack.all(size)
  const [lower, upper]: [Float64Array[], Float64Array[]] = [[], []]
  for (let level = 0; level < levels.length; level++) {
    lower.push(pack.all(size))
    upper.push(pack.all(size))
  }
  const [due, residuals] = pack.number() === 1 ? [pack.all(size), pack.all(size)] : []
  const data: ForecastData = {
    origin,
    observation,
    leads,
    times,
    values,
    levels,
    lower,
    upper,
    season: pack.number() || undefined,
    sums: pack.optional(() => readSums(pack, levels.length)),
    drift: pack.optional(() => Array.from(pack.array())),
    doubts: pack.optional(() => Array.from(pack.array())),
    outcomes: pack.optional(() => ({
      names: pack.list(() => pack.name()),
      groups: Array.from(pack.array()),
    })),
    actuals: pack.optional(() => pack.array()),
  }
  const events = pack.optional(() => JSON.parse(pack.text()) as SeriesEvent[])
  const inside = pack.optional(() => readInside(pack))
  if (!due || !residuals || !scores) return new Forecast({ ...data, inside })
  return new Scored({ ...data, inside, events, due, residuals, scores })
}

function readSums(pack: PackReader, levels: number): NonNullable<ForecastData['sums']> {
  const over = Array.from(pack.array())
  const values = pack.array()
  const [lower, upper]: [Float64Array[], Float64Array[]] = [[], []]
  for (let level = 0; level < levels; level++) {
    lower.push(pack.all(values.length))
    upper.push(pack.all(values.length))
  }
  return { over, values, lower, upper }
}
