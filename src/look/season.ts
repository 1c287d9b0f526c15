import { parseDuration, stepsInSeason } from '../time/duration.ts'
import { changes, covariance, withoutSeason, withoutTrend } from './season-signal.ts'

/** The natural cycles. A month has no fixed number of days, a year no fixed number of business days. */
const cycles = ['1h', '1d', '1w', '1y']
const cyclesOfBusiness = ['1w']

/** A season is sought in the newest values: 20,000, or this many seasons. */
const newest = 20_000
const newestSeasons = 6
/** Longest season, in steps: a day of seconds. */
const longest = 86_400

/** Correlations are averaged over as many multiples of the season. */
const multiples = 3
/** Least correlation of values a season apart: below, a season explains too little to help. */
const floor = 0.1
/** Of random walks of two seasons one in a hundred reaches this correlation; of longer ones less. */
const chance = 0.7
/** Lags beside a season that its correlation must exceed. */
const neighbours = 48

/**
 * The seasons of a series: those natural cycles of its cadence (hour, day, week and year) after which the values repeat.
 * A cycle counts if values a season apart are correlated, more than by chance in a random walk of this length, and more
 * than values at the lags around it. The slow movement and shorter seasons are removed first, and outliers drawn in.
 *
 * Two full seasons are the least that it needs, more if the season is weak.
 *
 * @param values the series, one a step; NaN is missing
 * @param cadence time from one value to the next, such as `1d`
 * @returns the seasons in steps, the one that explains most of the changes from step to step first; empty for none
 * @example measureSeasons(Float64Array.from({ length: 70 }, (_, day) => (day % 7 === 6 ? 0 : 50 + (day % 3))), '1d') // [7]
 */
export function measureSeasons(values: Float64Array, cadence: string): number[] {
  const found: Season[] = []
  for (const steps of seasonCandidates(cadence)) {
    const season = measured(values, steps, found)
    if (season) found.push(season)
  }
  return found.sort((a, b) => b.strength - a.strength).map(({ steps }) => steps)
}

/**
 * The natural cycles of a cadence in steps, shortest first.
 *
 * @example seasonCandidates('1h') // [24, 168, 8760]
 */
export function seasonCandidates(cadence: string): number[] {
  const step = parseDuration(cadence)
  const steps = (step.kind === 'weekdays' && step.business ? cyclesOfBusiness : cycles).flatMap((cycle) => {
    try {
      const steps = stepsInSeason(cycle, cadence)
      return steps <= longest ? [steps] : []
    } catch {
      return []
    }
  })
  return [...new Set(steps)].sort((a, b) => a - b)
}

interface Season {
  readonly steps: number
  /** Mean product of changes a season apart: the part of the changes from step to step that repeats. */
  readonly strength: number
}

function measured(all: Float64Array, steps: number, shorter: readonly Season[]): Season | undefined {
  if (all.length < 2 * steps) return undefined
  const values = all.subarray(Math.max(0, all.length - Math.max(newest, newestSeasons * steps)))
  const seasonless = withoutShorter(values, steps, shorter)
  const correlation = correlations(seasonless)
  const seasons = values.length / steps
  const least = Math.max(floor, chance / Math.sqrt(seasons - 1)) * (1 + 2 / steps)
  const own = repeated(correlation, steps, seasons)
  if (!(own >= least) || !peaks(correlation, steps, shorter.at(-1)?.steps ?? 1)) return undefined
  return { steps, strength: covariance(changes(seasonless), steps) }
}

/** The values without their slow movement and shorter seasons; a season that divides this one may change slowly. */
function withoutShorter(values: Float64Array, steps: number, shorter: readonly Season[]): Float64Array {
  const part = shorter.findLast((season) => steps % season.steps === 0)
  return shorter
    .filter((season) => season !== part)
    .reduce((rest, season) => withoutSeason(rest, season.steps), withoutTrend(values, steps, part?.steps))
}

type Correlation = (lag: number) => number

function correlations(values: Float64Array): Correlation {
  const variance = covariance(values, 0)
  return (lag) => covariance(values, lag) / variance
}

/** Mean correlation at the multiples of a season, weighted by their pairs. */
function repeated(correlation: Correlation, steps: number, seasons: number): number {
  let sum = 0
  let weight = 0
  for (let k = 1; k <= Math.min(multiples, seasons - 1); k++) {
    sum += correlation(k * steps) * (seasons - k)
    weight += seasons - k
  }
  return sum / weight
}

/**
 * Whether the correlation at a season exceeds that at the lags from half to one and a half of it, other than those very
 * near. Only every `grid`-th lag is one, so that the phase of a shorter season is the same.
 */
function peaks(correlation: Correlation, steps: number, grid: number): boolean {
  const own = correlation(steps)
  const near = Math.floor(steps / 12)
  const half = Math.floor(steps / 2)
  const stride = Math.max(1, Math.ceil(half / neighbours / grid)) * grid
  for (let away = stride; away <= half; away += stride) {
    if (away <= near) continue
    if (!(own > correlation(steps - away)) || own <= correlation(steps + away)) return false
  }
  return true
}
