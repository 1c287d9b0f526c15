import * as z from 'zod/mini'
import { SeriesWatch } from '../events/series-watch.ts'
import { baselineKinds } from '../scores/baselines.ts'
import { fromOf } from '../scores/from.ts'
import { Scoreboard } from '../scores/scoreboard.ts'
import type { ForecastData } from '../series/forecast.ts'
import type { Scored } from '../series/scored.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { demandSpec, isCount, isGroups, isLeads, specFields } from '../state/spec.ts'
import { parseTimestamp } from '../time/timestamp.ts'
import type { StepWord } from '../word.ts'
import { checkArgument } from '../words/check-argument.ts'
import { durationText } from '../words/duration-text.ts'
import { optional, withDefault } from '../words/option.ts'
import { LazyState } from './lazy-state.ts'
import type { ScoreOptions } from './options.generated.ts'
import { seasonSteps } from './season-steps.ts'
import { type Operator, stateful } from './stateful.ts'

export type { ScoreOptions }

const timeText = z.string().check(
  z.refine((text) => !Number.isNaN(parseTimestamp(text)), {
    error: 'a time; write it such as 2013-01-01 or 2013-01-01T06:00Z',
  }),
)

export const scoreOptions = z
  .strictObject({
    from: optional(
      z.union([
        z.int().check(z.minimum(1), z.describe('An observation, counted from 1.')),
        timeText.check(z.describe('A time such as 2013-01-01.')),
      ]),
      'Counts only forecasts made from this observation (counted from 1) or time (such as 2013-01-01) on. Default: all.',
    ),
    season: optional(
      z.union([z.int().check(z.minimum(1)), durationText]),
      'Season of the seasonal naive forecast to compare with: steps, or a duration such as 1y. Default: that of the forecaster.',
    ),
    standardizeBy: optional(
      z.int().check(z.minimum(2)),
      'MAE and RMSE in units of the standard deviation of the first n observations, as benchmarks print them. Default: in units of the data.',
    ),
    anomalies: withDefault(
      // In every run: a daily series then has about one in three years.
      z.union([z.int().check(z.minimum(20)), z.literal(0)], { error: 'a whole number from 20 on, or 0 for none' }),
      1000,
      'A value is an anomaly if it is rarer than one in this many, by the errors of its series so far; 0 finds none.',
    ),
  })
  .check(z.describe('Options of `score`.'))
const argument = z.prefault(scoreOptions, {})

/**
 * Scores each forecast when its target arrives (prequential evaluation), before anything learns from the target.
 * Persistence, the seasonal naive forecast, and the values a day, a week and a year ago are scored over the same
 * origins. MASE is in units of the seasonal naive forecast's mean error, or, without a season, of persistence's.
 *
 * A missing target scores nothing. At a `restart` the forecasts not yet due are dropped: their steps cannot be counted
 * across the gap. `scores` is one live object; its metrics are computed when they are read.
 *
 * Probabilities of outcomes are scored by Brier score and log loss, beside those of the base rate known at each origin,
 * by AUC and by reliability; nothing is an anomaly among them.
 *
 * `events` says what has happened to the series: anomalies, drift, and when these have ended. How far a value is from its
 * forecast at the shortest lead is measured in standard deviations of that forecast, as its intervals state them, and
 * compared with the last 512 of the series: the stated rarity thus holds whatever the distribution of the errors, and
 * even if the intervals are wrong. Nothing is an anomaly before 20 values were forecast.
 *
 * @param options `from`, `season`, `standardizeBy`, `anomalies`
 * @throws ConfigError with every problem of the options
 * @example
 * // Persistence has no skill against itself; its errors on 1, 2, 4 are 1 and 2.
 * const persistence = (value, i) => {
 *   const observation = { time: i, values: [value], covariates: [] }
 *   const numbers = { values: Float64Array.of(value), levels: [], lower: [], upper: [] }
 *   return { origin: i, observation, leads: [1], times: [i + 1], ...numbers }
 * }
 * of(1, 2, 4)
 *   .pipe(map(persistence), score(), last())
 *   .subscribe(({ residuals, scores }) => console.log(residuals[0], scores.mae[0], scores.skillPersistence[0]))
 * // 2 1.5 0
 */
export function score(options?: ScoreOptions): Operator<ForecastData, Scored> {
  return scoreWith(options)
}

/** `score` with the season of a pipeline as default, and its cadence for a season given as a duration. */
function scoreWith(
  options: ScoreOptions | undefined,
  known: { readonly seasons?: readonly number[]; readonly cadence?: string; readonly targets?: readonly string[] } = {},
): Operator<ForecastData, Scored> {
  const { from, season, standardizeBy, anomalies } = checkArgument('score', argument, options)
  return stateful((emit) => {
    const series = new LazyState((spec, room) => {
      const { cadence = known.cadence, season: forecastSeason, ...shape } = parseFirst(spec)
      const seasonUsed = seasonSteps('score.season', season, cadence) ?? forecastSeason ?? known.seasons?.[0]
      const baselines = baselineKinds(cadence, seasonUsed)
      demandSpec(leastBytes(shape, baselines.at(-1)!.season) <= room, spec)
      const { channels, groups, leads, levels } = shape
      return new ScoredSeries(
        new Scoreboard({ ...shape, from: fromOf(from), season: seasonUsed, baselines, standardizeBy }),
        // How probable 0 and 1 are is what is forecast.
        groups
          ? undefined
          : new SeriesWatch({ channels, lead: leads[0]!, levels, anomalies, targets: known.targets ?? [] }),
      )
    })
    return {
      next(forecast) {
        const { value = series.begin(JSON.stringify(firstOf(forecast))) } = series
        emit(value.score(forecast))
      },
      state: (fields) => fields.part('board', series),
      summary: () => ({ scores: series.value?.board.scores }),
    }
  })
}

/** The scores of one series, and what happens to it. */
class ScoredSeries implements Saveable {
  readonly board: Scoreboard
  private readonly watch: SeriesWatch | undefined

  constructor(board: Scoreboard, watch: SeriesWatch | undefined) {
    this.board = board
    this.watch = watch
  }

  score(forecast: ForecastData): Scored {
    const scored = this.board.score(forecast)
    return this.watch ? scored.withEvents(this.watch.add(scored)) : scored
  }

  state(fields: Fields): void {
    this.board.state(fields)
    if (this.watch) fields.part('watch', this.watch)
  }
}

/** Properties of the first forecast. */
interface FirstForecast {
  readonly channels: number
  readonly leads: readonly number[]
  readonly levels: readonly number[]
  readonly sums?: readonly number[] | undefined
  /** The group of each channel if the forecasts are probabilities of outcomes. */
  readonly groups?: readonly number[] | undefined
  readonly season?: number | undefined
  readonly cadence?: string | undefined
}

const firstOf = ({ observation, leads, levels, outcomes, sums, season }: ForecastData): FirstForecast => ({
  channels: observation.values.length,
  leads,
  levels,
  sums: sums?.over,
  groups: outcomes?.groups,
  season,
  cadence: observation.cadence,
})

/** @throws DataError if a spec does not hold what is taken from the first forecast */
function parseFirst(spec: string): FirstForecast {
  const { channels, groups, leads, levels, sums, season, cadence } = specFields(spec)
  const isLevel = (level: unknown) => typeof level === 'number' && level > 0 && level < 1
  demandSpec(isCount(channels) && isLeads(leads), spec)
  demandSpec(Array.isArray(levels) && levels.every(isLevel), spec)
  demandSpec(sums === undefined || (isLeads(sums) && sums.at(-1)! <= leads.at(-1)!), spec)
  demandSpec(groups === undefined || isGroups(groups, channels), spec)
  demandSpec(season === undefined || isCount(season, 1), spec)
  demandSpec(cadence === undefined || typeof cadence === 'string', spec)
  return { channels, groups, leads, levels, sums, season, cadence }
}

/** Bytes of the pending forecasts and of the values known a season ago, the largest parts of the state. */
function leastBytes({ channels, groups, leads, levels }: FirstForecast, season = 1): number {
  const longest = leads.at(-1)!
  if (groups) return 8 * channels * leads.length * longest
  return Math.max(longest, 8 * channels * (longest * leads.length * (1 + 2 * levels.length) + season))
}

export const scoreWord: StepWord = {
  name: 'score',
  summary: 'Scores each forecast when its target arrives, and compares it with persistence and seasonal naive.',
  argument,
  example: { from: '2013-01-01' },
  accepts: 'Forecast',
  emits: 'Scored',
  added: { at: 'end' },
  scoring: ({ from, standardizeBy }: ScoreOptions) => ({ from: fromOf(from), standardizeBy }),
  build: scoreWith,
}
