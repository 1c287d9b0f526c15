import { entryOf } from '../series/forecast.ts'
import type { OutcomeScoreData } from '../series/outcome-summary.ts'
import type {
  Baseline,
  ScoreData,
  ScoreMetrics,
  ScoreSummary,
  Scores,
  ScoresJson,
  SumScoreData,
} from '../series/scored.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { demandSpec, isCount, isGroups, isLeads, specFields } from '../state/spec.ts'
import type { BaselineKind } from './baselines.ts'
import { eachMetric, metricNames } from './metrics.ts'
import { outcomeSummary } from './outcome-summaries.ts'
import { perBin, reliabilityBins } from './outcome-sums.ts'
import { scoresJson } from './score-summaries.ts'

/** What scores are of: everything but their numbers. */
type About = Pick<ScoreData, 'from' | 'season' | 'channels' | 'leads' | 'levels'> & {
  readonly kinds: readonly BaselineKind[]
  /** The k of each sum; undefined if none were asked for. */
  readonly over: readonly number[] | undefined
  readonly standardized: boolean
  /** The group of each channel; undefined if the forecasts are not probabilities of outcomes. */
  readonly groups?: readonly number[] | undefined
}

/**
 * A copy of scores that does not change: plain numbers, about 1.5 kB for a channel with 7 leads. It stays when the state
 * of a series is no longer in memory, and gives the same bits as the scores that it was made from.
 */
export class DetachedScores implements Scores, Saveable {
  private readonly about: About
  /**
   * One after the other: each metric, coverage by level, MAE and skill of each naive forecast, the units, the sums, and
   * the numbers of outcomes.
   */
  readonly numbers: Float64Array

  /** @param numbers left out for those that are going to be restored */
  constructor(about: About, numbers = new Float64Array(lengthOf(about))) {
    this.about = about
    this.numbers = numbers
  }

  get from(): ScoreData['from'] {
    return this.about.from
  }

  get season(): number | undefined {
    return this.about.season
  }

  get channels(): number {
    return this.about.channels
  }

  get leads(): readonly number[] {
    return this.about.leads
  }

  get levels(): readonly number[] {
    return this.about.levels
  }

  get count(): Float64Array {
    return this.metric('count')
  }

  get mae(): Float64Array {
    return this.metric('mae')
  }

  get rmse(): Float64Array {
    return this.metric('rmse')
  }

  get crps(): Float64Array {
    return this.metric('crps')
  }

  get mase(): Float64Array {
    return this.metric('mase')
  }

  get size(): Float64Array {
    return this.metric('size')
  }

  get skillPersistence(): Float64Array {
    return this.metric('skillPersistence')
  }

  get skillSeasonal(): Float64Array {
    return this.metric('skillSeasonal')
  }

  get coverage(): readonly Float64Array[] {
    return this.levels.map((_, level) => this.block(metricNames.length + level))
  }

  get baselines(): readonly Baseline[] {
    const first = metricNames.length + this.levels.length
    return this.about.kinds.map(({ name, season }, kind) => ({
      name,
      season,
      mae: this.block(first + 2 * kind),
      skill: this.block(first + 2 * kind + 1),
    }))
  }

  get units(): Float64Array | undefined {
    const at = cellsOf(this.about)
    return this.about.standardized ? this.numbers.subarray(at, at + this.channels) : undefined
  }

  get sums(): SumScoreData | undefined {
    const { over } = this.about
    if (!over) return undefined
    const size = this.channels * over.length
    const first = cellsOf(this.about) + (this.about.standardized ? this.channels : 0)
    const part = (i: number) => this.numbers.subarray(first + i * size, first + (i + 1) * size)
    return { over, count: part(0), mae: part(1), coverage: this.levels.map((_, level) => part(2 + level)) }
  }

  get outcomes(): OutcomeScoreData | undefined {
    const { groups } = this.about
    if (!groups) return undefined
    const cells = this.channels * this.leads.length
    const first = lengthOf(this.about) - outcomeNumbers * cells
    const part = (i: number, width = 1) => this.numbers.subarray(first + i * cells, first + (i + width) * cells)
    return { groups, logLoss: part(0), baseLogLoss: part(1), auc: part(2), bins: part(3, binNumbers) }
  }

  /** Without an array for each metric: sums over many series read it often. */
  at(channel: number, lead: number): ScoreSummary {
    const cells = this.channels * this.leads.length
    const cell = entryOf(this.channels, this.leads, channel, lead)
    let block = 0
    const next = () => this.numbers[block++ * cells + cell]!
    const line = { lead, ...eachMetric(next), coverage: this.levels.map(next) }
    return this.about.groups ? { ...line, outcome: outcomeSummary(this, cell) } : line
  }

  toJSON(): ScoresJson {
    return scoresJson(this)
  }

  /** What the scores are of, as text. */
  get spec(): string {
    return JSON.stringify(this.about)
  }

  state(fields: Fields): void {
    fields.numbers('numbers', this.numbers)
  }

  private metric(name: keyof ScoreMetrics<number>): Float64Array {
    return this.block(metricNames.indexOf(name))
  }

  private block(i: number): Float64Array {
    const cells = this.channels * this.leads.length
    return this.numbers.subarray(i * cells, (i + 1) * cells)
  }
}

/** A copy of the scores that does not change. */
export function detached(scores: ScoreData): DetachedScores {
  if (scores instanceof DetachedScores) return scores
  const { from, season, channels, leads, levels, baselines, coverage, outcomes, sums, units } = scores
  const about: About = {
    from,
    season,
    channels,
    leads,
    levels,
    kinds: baselines.map(({ name, season }) => ({ name, season })),
    over: sums?.over,
    standardized: units !== undefined,
    ...(outcomes && { groups: outcomes.groups }),
  }
  const numbers = new Float64Array(lengthOf(about))
  let at = 0
  const put = (values: Float64Array) => {
    numbers.set(values, at)
    at += values.length
  }
  for (const name of metricNames) put(scores[name])
  coverage.forEach(put)
  for (const { mae, skill } of baselines) {
    put(mae)
    put(skill)
  }
  if (units) put(units)
  if (sums) for (const values of [sums.count, sums.mae, ...sums.coverage]) put(values)
  if (outcomes) for (const name of ['logLoss', 'baseLogLoss', 'auc', 'bins'] as const) put(outcomes[name])
  return new DetachedScores(about, numbers)
}

/** Visits the scores of a series that is not in memory. */
export const visitDetached = (fields: Fields, scores: DetachedScores | undefined): DetachedScores | undefined =>
  fields.built('scores', scores, scores?.spec, (spec, room) => {
    const about = specFields(spec) as unknown as About
    demandSpec(isAbout(about) && 8 * lengthOf(about) <= room, spec)
    return new DetachedScores(about)
  })

function isAbout(about: Partial<Record<keyof About, unknown>>): about is About {
  const { channels, groups, kinds, leads, levels, over, season } = about
  const isSteps = (steps: unknown) => steps === undefined || isCount(steps, 1)
  const isKind = (kind: Partial<BaselineKind> | null) => typeof kind?.name === 'string' && isSteps(kind.season)
  return (
    isCount(channels, 1) &&
    isLeads(leads) &&
    Array.isArray(levels) &&
    levels.every(Number.isFinite) &&
    Array.isArray(kinds) &&
    kinds.every(isKind) &&
    isSteps(season) &&
    (over === undefined || isLeads(over)) &&
    (groups === undefined || isGroups(groups, channels))
  )
}

/** Numbers a cell for reliability, and for outcomes in all. */
const binNumbers = reliabilityBins * perBin
const outcomeNumbers = 3 + binNumbers

/** Numbers by channel and lead. */
const cellsOf = ({ channels, kinds, leads, levels }: About) =>
  channels * leads.length * (metricNames.length + levels.length + 2 * kinds.length)

const lengthOf = (about: About) =>
  cellsOf(about) +
  (about.standardized ? about.channels : 0) +
  about.channels * (about.over?.length ?? 0) * (2 + about.levels.length) +
  (about.groups ? about.channels * about.leads.length * outcomeNumbers : 0)
