import type { KeyedScores, Scores } from '../series/scored.ts'
import { overallScores } from './score-summaries.ts'
import { skill } from './skill.ts'
import { strongestBaseline } from './strongest-baseline.ts'
import { inOrderOfKeys } from './total-scores.ts'

/** The scores of one of several series, over all leads. Numbers are NaN if they are not known. */
export interface SeriesScores {
  readonly key: readonly string[]
  /** Number of errors. */
  readonly count: number
  readonly mae: number
  readonly mase: number
  /** Mean absolute value of the targets, in units of the MAE. */
  readonly size: number
  /** MAE ÷ mean absolute value of the targets: the weighted absolute percentage error. */
  readonly wape: number
  /** 1 − MAE ÷ MAE of the strongest naive forecast of this series, chosen afterwards. */
  readonly skill: number
  /** What that one repeats, such as `a week ago`. */
  readonly naive: string | undefined
}

/** Scores over series. */
export interface MeanScores {
  readonly mase: number
  readonly wape: number
  /** 1 − mean error ÷ that of `naive`, each error in units of that of persistence on its series. */
  readonly skill: number
}

/** Numbers of values in bins of equal width. */
export interface Histogram {
  /** Where the first bin begins. */
  readonly from: number
  readonly step: number
  readonly counts: readonly number[]
  /** Values before the first bin, and after the last. */
  readonly below: number
  readonly above: number
}

/** What the scores of many series are like, of one target over all leads. */
export interface OverSeries {
  /** Series with at least 10 scored targets: those that the rest is about. */
  readonly series: number
  /** Series with fewer, whose scores may be chance. */
  readonly short: number
  /** The naive forecast with the least mean error, in units of that of persistence; chosen afterwards. */
  readonly naive: string | undefined
  /** Each series counts alike. */
  readonly mean: MeanScores
  /** Each series counts by its size, the sum of its absolute targets. */
  readonly weighted: MeanScores
  /** The values that a share of the series is below. */
  readonly quantiles: readonly (MeanScores & { readonly share: number })[]
  readonly histogram: { readonly mase: Histogram; readonly skill: Histogram }
  /** The ten with the least skill, the least first. */
  readonly worst: readonly SeriesScores[]
}

/** Fewer scored targets say little about a series. */
const enough = 10
const worstOnes = 10
const shares = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]

/** The scores of one target of one series. */
export function seriesScores(
  { key, scores }: KeyedScores & { readonly scores: Scores },
  channel: number,
): SeriesScores {
  const { count, mae, mase, size } = overallScores(scores, channel)
  // Each getter is called once.
  const errors = { count: scores.count, mae: scores.mae, baselines: scores.baselines }
  const strongest = strongestBaseline(errors, channel, scores.leads.length)
  return {
    key,
    count,
    mae,
    mase,
    size,
    wape: mae / size,
    skill: strongest?.skill ?? Number.NaN,
    naive: strongest?.name,
  }
}

/**
 * The mean scores of many series, their distribution, and the worst. It depends neither on the order of the series nor on
 * which of them are in memory.
 *
 * The weight of a series is the sum of its absolute targets, as M5 weighs products by their sales (Makridakis, Spiliotis
 * & Assimakopoulos 2022); it means something if the series have one unit, such as euros. WAPE, weighted in this way, is
 * the sum of all absolute errors ÷ the sum of all absolute targets (Kolassa & Schütz 2007).
 *
 * @param keyed scores of the series, such as those of an `Outcome`, in any order
 * @param channel from 0
 * @returns numbers that are NaN if they are not known
 * @example
 * const { keyed } = await runPipeline(loadPipeline('pipelines/weather.yaml'))
 * for (const { key, skill } of overSeries(keyed, 0).worst) console.log(key.join(' '), skill)
 */
export function overSeries(keyed: readonly KeyedScores[], channel: number): OverSeries {
  const known = inOrderOfKeys(keyed)
  const all = known.filter(({ scores }) => targetsOf(scores, channel) >= enough).map((one) => lineOf(one, channel))
  const lines = all.map(({ line }) => line)
  const kinds = (all[0]?.scaled ?? []).filter(({ season }) =>
    all.every(({ scaled }) => scaled.some((other) => other.season === season)),
  )
  const naives = kinds.map(({ name, season }) => {
    const errors = all.map(({ scaled }) => scaled.find((one) => one.season === season)!.error)
    return { name, errors, mean: mean(errors) }
  })
  const naive = naives.reduce<(typeof naives)[number] | undefined>(
    (least, one) => (least && !(one.mean < least.mean) ? least : one),
    undefined,
  )
  const weights = all.map(({ weight }) => weight)
  const over = (weights?: readonly number[]) => ({
    mase: mean(
      lines.map(({ mase }) => mase),
      weights,
    ),
    skill: skill(
      mean(
        all.map(({ relative }) => relative),
        weights,
      ),
      mean(naive?.errors ?? [], weights),
    ),
  })
  const sorted = (of: (line: SeriesScores) => number) => Float64Array.from(lines.map(of).filter(Number.isFinite)).sort()
  const mases = sorted(({ mase }) => mase)
  const wapes = sorted(({ wape }) => wape)
  const skills = sorted((line) => line.skill)
  return {
    series: lines.length,
    short: known.length - lines.length,
    naive: naive?.name,
    mean: { ...over(), wape: mean(lines.map(({ wape }) => wape)) },
    weighted: { ...over(weights), wape: total(all.map(({ error }) => error)) / total(weights) },
    quantiles: shares.map((share) => ({
      share,
      mase: quantile(mases, share),
      wape: quantile(wapes, share),
      skill: quantile(skills, share),
    })),
    histogram: { mase: histogram(mases, 0, 0.25, 12), skill: histogram(skills, -0.5, 0.1, 15) },
    worst: lines
      .filter(({ skill }) => Number.isFinite(skill))
      .sort((a, b) => a.skill - b.skill)
      .slice(0, worstOnes),
  }
}

/** Targets scored, at the lead with the most of them. */
function targetsOf({ count, leads }: Scores, channel: number): number {
  return Math.max(...count.subarray(channel * leads.length, (channel + 1) * leads.length))
}

function lineOf(one: KeyedScores & { readonly scores: Scores }, channel: number) {
  const { baselines, count, leads, units } = one.scores
  const line = seriesScores(one, channel)
  const unit = units?.[channel] ?? 1
  const [from, to] = [channel * leads.length, (channel + 1) * leads.length]
  const counts = count.subarray(from, to)
  const naive = baselines.map(({ name, season, mae }) => ({
    name,
    season,
    mae: mean(mae.subarray(from, to), counts),
  }))
  const persistence = naive[0]!.mae
  return {
    line,
    error: line.count * line.mae * unit,
    weight: line.count * line.size * unit,
    relative: line.mae / persistence,
    scaled: naive.map(({ name, season, mae }) => ({ name, season, error: mae / persistence })),
  }
}

const total = (values: readonly number[]) =>
  values.reduce((sum, value) => (Number.isFinite(value) ? sum + value : sum), 0)

/** Over the finite values; NaN if there are none. */
function mean(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  let sum = 0
  let weight = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isFinite(value)) continue
    const own = weights?.[i] ?? 1
    if (!(own > 0)) continue
    sum += value * own
    weight += own
  }
  return sum / weight
}

/** Between the two nearest values, as R and NumPy do by default. */
function quantile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN
  const at = share * (sorted.length - 1)
  const below = sorted[Math.floor(at)]!
  return below + (at - Math.floor(at)) * (sorted[Math.ceil(at)]! - below)
}

function histogram(values: Float64Array, from: number, step: number, bins: number): Histogram {
  const counts = Array<number>(bins).fill(0)
  let below = 0
  let above = 0
  for (const value of values) {
    const bin = Math.floor((value - from) / step)
    if (bin < 0) below++
    else if (bin >= bins) above++
    else counts[bin]!++
  }
  return { from, step, counts, below, above }
}
