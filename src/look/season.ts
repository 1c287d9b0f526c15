import { naturalSeasons } from '../time/natural-seasons.ts'
import { changes, covariance, withoutSeason, withoutTrend } from './season-signal.ts'

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
/** The correlation after a part of the season, such as half of it, times this share is still less than its own. */
const partShare = 0.8
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
  for (const { steps } of naturalSeasons(cadence)) {
    const season = measured(values, steps, found)
    if (season) found.push(season)
  }
  return found.sort((a, b) => b.strength - a.strength).map(({ steps }) => steps)
}

interface Season {
  readonly steps: number
  /** Mean product of changes a season apart: the part of the changes from step to step that repeats. */
  readonly strength: number
}

function measured(all: Float64Array, steps: number, shorter: readonly Season[]): Season | undefined {
  if (steps > longest || all.length < 2 * steps) return undefined
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
    // Two peaks a season make the correlation after one and a half as high as that after one.
    const isPart = away > grid && (steps / grid) % (away / grid) === 0
    const least = own / (isPart ? partShare : 1)
    if (!(least > correlation(steps - away)) || least <= correlation(steps + away)) return false
  }
  return true
}
