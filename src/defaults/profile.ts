import type { Smoothing } from '../experts/holt-winters.ts'
import type { RlsOptions } from '../experts/recursive-least-squares.ts'
import type { RobustSmoothingOptions } from '../experts/robust-smoothing.ts'
import type { Cycles } from '../time/calendar.ts'
import { parseDuration } from '../time/duration.ts'

/** The kinds of series with separate defaults. */
export type Kind = 'hourly' | 'daily' | 'weekly' | 'price' | 'monthly' | 'quarterly'

/** A base, and the rate at which an LSTM learns its residuals. */
export interface LstmChoice {
  readonly base: string
  readonly learningRate: number
  /** The calendar among its inputs. Default: that of the profile. */
  readonly cycles?: Cycles
}

/** The factor of the experts' regrets for each later target. */
export interface Discount {
  readonly limit: number
  /** Whether it grows to its limit with the number n of targets, as 1 − 4/(4 + n): what was early fades sooner. */
  readonly grows: boolean
}

/** The defaults of a kind of series. None is tuned to a file. */
export interface Profile {
  readonly kind: Kind
  /** Longest season with seasonal terms, in steps; of longer ones there is only the seasonal naive forecast. */
  readonly longestSeason: number
  /** Whether the Theta method is in the pool. */
  readonly theta: boolean
  /** Seasonal experts that peaks and holidays do not move: smoothing, and how many seasons a median is over. */
  readonly robust?: { readonly smoothing: RobustSmoothingOptions; readonly seasons: number }
  /** Exponential smoothing without a season, by name. */
  readonly smoothings: Readonly<Record<string, Smoothing>>
  /** Regressions by name, each over persistence; those with inputs from other channels only if there are others. */
  readonly regressions: Readonly<Record<string, RlsOptions>>
  readonly lstms: readonly LstmChoice[]
  /** Steps that a gradient covers, and old windows that are replayed with each. */
  readonly window: number
  readonly replays: number
  readonly inputs: {
    readonly halfLife: number
    readonly cycles: Cycles
    readonly level: boolean
  }
  /** Value of an LSTM's output of 1, in RMS of its base's residuals. */
  readonly reach: number
  readonly discount: Discount
}

/** A year of weeks; a year of days is covered by the calendar and the seasonal naive forecast. */
const yearOfWeeks = 60
/** A week of quarters of an hour: some 60 kB for each channel. */
const weekOfQuarterHours = 700

/**
 * The kind of a series by its cadence: business days are prices, up to half a day is hourly, other weekdays and up to a
 * day daily, up to a week weekly, up to a month monthly, longer quarterly. Without a cadence: hourly if the season has
 * 20 to 200 steps, else daily.
 */
export function kindOf(cadence: string | undefined, season: number | undefined): Kind {
  if (cadence === undefined) return season !== undefined && season >= 20 && season <= 200 ? 'hourly' : 'daily'
  const duration = parseDuration(cadence)
  if (duration.kind === 'weekdays') return duration.business ? 'price' : 'daily'
  if (duration.kind === 'months') return duration.months === 1 ? 'monthly' : 'quarterly'
  if (duration.ms <= 43_200_000) return 'hourly'
  if (duration.ms <= 86_400_000) return 'daily'
  return duration.ms <= 7 * 86_400_000 ? 'weekly' : 'monthly'
}

/**
 * Whether the experts use logarithms: by default for prices and monthly series, which change in proportion to their
 * level.
 */
export const isLogarithmic = ({ kind }: Profile, asked: 'linear' | 'log' | undefined): boolean =>
  asked === undefined ? kind === 'price' || kind === 'monthly' || kind === 'quarterly' : asked === 'log'

const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

/** Lags of whole days up to a week, and those one step before. */
const weekOfDays = (season: number) => [2, 3, 4, 5, 6, 7].flatMap((days) => [days * season - 1, days * season])

/**
 * The inputs of the regressions are clipped at ± this, in σ: 5 % better over 24 leads of hourly load than unclipped.
 */
const clip = 10

/** For short series without a clear season: a slow and a fast level, and a damped trend. */
const smoothings = {
  'smoothing(0.1)': { level: 0.1, trend: 0, season: 0, damping: 1 },
  'smoothing(0.4)': { level: 0.4, trend: 0, season: 0, damping: 1 },
  holtDamped: { level: 0.5, trend: 0.1, season: 0, damping: 0.9 },
}

/** @param seasons in steps, the primary one first */
export function profileOf(kind: Kind, seasons: readonly number[]): Profile {
  if (kind === 'hourly') return hourly(seasons.length > 0 ? Math.min(...seasons) : 24)
  // Prices and series of some hundred rows gain nothing by LSTMs.
  if (kind === 'price') return { ...regressive({}), kind, lstms: [] }
  const yearly = regressive({ year: 2 })
  if (kind === 'daily')
    return {
      ...yearly,
      robust: weekOfDaysRobust,
      regressions: { ...yearly.regressions, ...plain, ...ofWeek, ...ofChannels(yearly) },
      lstms: ofDays,
    }
  if (kind === 'weekly') return { ...yearly, kind, regressions: { ...yearly.regressions, ...plain, ...ofYear } }
  if (kind === 'quarterly') return { ...yearly, kind, theta: true, smoothings, regressions: few(yearly), lstms: [] }
  const lstms = ofMonths(seasons)
  return { ...yearly, kind, theta: true, smoothings, regressions: { ...yearly.regressions, ...plain }, lstms }
}

/**
 * Measured on ETTh1. Long series allow larger rates, a scale that never forgets and regrets that are hardly discounted
 * (.9998 instead of .999: 1 % at 24 leads).
 */
function hourly(season: number): Profile {
  const common = { ridge: 1, clip, level: false }
  return {
    kind: 'hourly',
    longestSeason: weekOfQuarterHours,
    theta: false,
    robust: { smoothing: { level: 0.05, season: 0.2, clip: 2 }, seasons: 4 },
    smoothings: {},
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
      'rls(24, levels)': {
        ...common,
        lags: range(24),
        forgetting: 0.9995,
        cycles: { day: 4, week: 1 },
        others: 'levels',
      },
      'rls(3, changes)': { ...common, lags: range(3), forgetting: 0.999, cycles: { day: 2 }, others: [1, 3] },
    },
    // Over the two best regressions, at the larger rate. A third LSTM, over seasonalNaive, costs a sixth more time for
    // .3 % less MAE on load and on the M4 series.
    lstms: ['rls(3)', 'rls(24)'].map((base) => ({ base, learningRate: 1e-3 })),
    window: 8,
    replays: 2,
    inputs: { halfLife: 1e9, cycles: { day: 2, week: 1 }, level: true },
    reach: 2,
    discount: { limit: 0.9998, grows: true },
  }
}

/** Measured on Seattle's temperatures and on the S&P 500. */
function regressive(cycles: Cycles): Profile {
  const common = { ridge: 5, clip, level: true, cycles, forgetting: 0.9995 }
  return {
    kind: 'daily',
    longestSeason: yearOfWeeks,
    theta: false,
    smoothings: {},
    regressions: {
      'rls(1)': { ridge: 100, clip, level: false, cycles: {}, lags: [1], forgetting: 0.999 },
      'rls(3)': { ...common, lags: range(3) },
      'rls(12)': { ...common, lags: range(12) },
    },
    lstms: pair,
    window: 8,
    replays: 2,
    inputs: { halfLife: 100, cycles, level: true },
    reach: 1,
    discount: { limit: 0.999, grows: false },
  }
}

/** Regressions with more regularisation and one harmonic of the year, for simple yearly cycles and short series. */
const plain: Profile['regressions'] = {
  'rls(1, year)': { lags: [1], ridge: 30, clip, level: true, cycles: { year: 1 }, forgetting: 0.9995 },
  'rls(24, year)': { lags: range(24), ridge: 20, clip, level: true, cycles: { year: 1 }, forgetting: 0.9995 },
}

const weekOfYear = { year: 2, week: 3 }

/** The week of days, beside the year: 2 % on withdrawals from cash machines, Seattle's temperatures unchanged. */
const ofWeek: Profile['regressions'] = {
  'rls(12, week)': {
    lags: range(12),
    ridge: 5,
    clip,
    level: true,
    cycles: weekOfYear,
    forgetting: 0.9995,
  },
}

/**
 * Every week of a year: 1 % on weekly series, and no series is worse by more than that. Ridges from 10 to 100 are level;
 * Theta and smoothing beside it add nothing.
 */
const ofYear: Profile['regressions'] = {
  'rls(52)': { lags: range(52), ridge: 30, clip, level: true, cycles: { year: 2 }, forgetting: 0.9995 },
}

/** A quick one and a slow one: more of them cost more and add nothing. */
const pair: readonly LstmChoice[] = [
  { base: 'persistence', learningRate: 4e-3 },
  { base: 'rls(3)', learningRate: 3e-4 },
]

/** With the week among their inputs 3 % on withdrawals from cash machines; over rls(3) the week costs Seattle .5 %. */
const ofDays: readonly LstmChoice[] = [
  { base: 'persistence', learningRate: 4e-3, cycles: weekOfYear },
  { base: 'rls(3)', learningRate: 3e-4 },
  { base: 'rls(12, week)', learningRate: 1e-3, cycles: weekOfYear },
]

/**
 * Of several channels: levels for those around a level of their own, changes for those that wander. Where channels lead
 * others by days the squared error falls by a quarter; on temperatures and wind by .4 to .7 %, on independent channels it
 * is unchanged to .1 %.
 */
const ofChannels = ({ regressions }: Profile): Profile['regressions'] => ({
  'rls(3, levels)': { ...regressions['rls(3)']!, others: 'levels' },
  'rls(12, changes)': { ...regressions['rls(12)']!, others: [1, 3, 12] },
})

/** A quarter of a year of weeks. */
const weekOfDaysRobust = { smoothing: { level: 0.1, season: 0.1, clip: 1 }, seasons: 13 }

/** Of a hundred rows few weights can be learned: without the other regressions quarterly series gain 1 %. */
const few = ({ regressions }: Profile): Profile['regressions'] => ({
  'rls(1)': regressions['rls(1)']!,
  'rls(24, year)': plain['rls(24, year)']!,
})

/** One over a seasonal expert, if there is one, for hundreds of rows with a strong season: CO₂ and airline passengers. */
const ofMonths = ([season]: readonly number[]): readonly LstmChoice[] => [
  { base: 'rls(3)', learningRate: 3e-4 },
  ...(season !== undefined && season <= yearOfWeeks ? [{ base: 'holtWintersMultiplicative', learningRate: 1e-3 }] : []),
]
