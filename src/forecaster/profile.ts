import type { Cycles } from '../experts/calendar.ts'
import type { RlsOptions } from '../experts/recursive-least-squares.ts'
import { parseDuration } from '../series/duration.ts'

/** The kinds of series that have defaults of their own. */
export type Kind = 'hourly' | 'daily' | 'price' | 'monthly'

/** A base and the rate at which an LSTM learns what it leaves over. */
export interface LstmChoice {
  readonly base: string
  readonly learningRate: number
}

/** Everything that is chosen by the kind of a series. Nothing is tuned to a file. */
export interface Profile {
  readonly kind: Kind
  /** Regressions by name; each stands on persistence but for those named under `onSeasonalDrift`. */
  readonly regressions: Readonly<Record<string, RlsOptions>>
  readonly lstms: readonly LstmChoice[]
  /** Steps that a gradient looks back over, and old windows learned from beside. */
  readonly window: number
  readonly replays: number
  readonly inputs: {
    readonly halfLife: number
    readonly cycles: Cycles
    readonly level: boolean
    readonly reach: number
  }
  /** Half-life of the running size of the errors, in observations. */
  readonly intervalHalfLife: number
}

/** Seasons of more steps than this are too long for terms of their own: a year of days is left to the calendar and to the seasonal naive forecast. */
export const longestSeason = 60

/**
 * The kind of a series by its cadence: business days are prices, anything under half a day hourly, up to a week daily, longer monthly.
 * Without a cadence: hourly-like where a season of 20 to 200 steps is named, else daily.
 */
export function kindOf(cadence: string | undefined, season: number | undefined): Kind {
  if (cadence === undefined) return season !== undefined && season >= 20 && season <= 200 ? 'hourly' : 'daily'
  const duration = parseDuration(cadence)
  if (duration.kind === 'businessDays') return 'price'
  if (duration.kind === 'months') return 'monthly'
  if (duration.ms <= 43_200_000) return 'hourly'
  return duration.ms <= 7 * 86_400_000 ? 'daily' : 'monthly'
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

/** Hours a week back, a pair at each day's end: what a day and a week have in common. */
const weekOfDays = (season: number) => [2, 3, 4, 5, 6, 7].flatMap((days) => [days * season - 1, days * season])

/** Inputs of the regressions are cut here, in σ: at ±10 the 24 leads of hourly load are 5 % better than uncut. */
const clip = 10

/** The profile of a kind; `season` in steps, where there is one. */
export function profileOf(kind: Kind, season: number | undefined): Profile {
  if (kind === 'hourly') return hourly(season ?? 24)
  if (kind === 'price') return { ...daily({}), kind, intervalHalfLife: 20 }
  if (kind === 'monthly') return monthly(season)
  return daily({ year: 2 })
}

/** Measured on ETTh1 and ETTh2. Long streams bear larger rates, and a scale that never forgets. */
function hourly(season: number): Profile {
  const common = { ridge: 1, clip, level: false }
  return {
    kind: 'hourly',
    regressions: {
      'rls(1)': { ...common, lags: [1], forgetting: 0.999, cycles: { day: 2 } },
      'rls(3)': { ...common, lags: range(3), forgetting: 0.999, cycles: { day: 2 } },
      'rls(6)': { ...common, lags: range(6), forgetting: 0.9995, cycles: { day: 4, week: 1 } },
      'rls(24)': { ...common, lags: range(24), forgetting: 0.9995, cycles: { day: 4, week: 1 } },
      'rls(24, keep)': { ...common, lags: range(24), forgetting: 1, cycles: { day: 4, week: 1 } },
      'rls(week)': {
        ...common,
        lags: [...range(24), ...weekOfDays(season).filter((lag) => lag > 24)],
        forgetting: 0.9998,
        cycles: { day: 2 },
      },
    },
    lstms: [
      { base: 'persistence', learningRate: 1e-3 },
      { base: 'rls(3)', learningRate: 3e-4 },
      { base: 'rls(24)', learningRate: 3e-4 },
    ],
    window: 8,
    replays: 2,
    inputs: { halfLife: 1e9, cycles: { day: 1, week: 1 }, level: false, reach: 2 },
    intervalHalfLife: 200,
  }
}

/** Measured on Seattle's temperatures and on the S&P 500. */
function daily(cycles: Cycles): Profile {
  const common = { ridge: 1, clip, level: true, cycles, forgetting: 0.9995 }
  return {
    kind: 'daily',
    regressions: {
      'rls(1)': { ridge: 100, clip, level: false, cycles: {}, lags: [1], forgetting: 0.999 },
      'rls(3)': { ...common, lags: range(3) },
      'rls(12)': { ...common, lags: range(12) },
    },
    lstms: [
      { base: 'persistence', learningRate: 1e-3 },
      { base: 'persistence', learningRate: 1e-4 },
      { base: 'rls(3)', learningRate: 3e-4 },
      { base: 'rls(12)', learningRate: 1e-4 },
    ],
    window: 8,
    replays: 4,
    inputs: { halfLife: 100, cycles, level: true, reach: 1 },
    intervalHalfLife: 60,
  }
}

/** Measured on CO₂ and on airline passengers: hundreds of rows, a strong season. */
function monthly(season: number | undefined): Profile {
  const base = daily({ year: 2 })
  const seasonal =
    season !== undefined && season <= longestSeason
      ? [
          { base: 'seasonalDrift', learningRate: 1e-3 },
          { base: 'seasonalDrift', learningRate: 3e-3 },
          { base: 'holtWintersMultiplicative', learningRate: 1e-3 },
        ]
      : []
  return { ...base, kind: 'monthly', lstms: [...base.lstms, ...seasonal] }
}
