import type { OutcomeScoreData } from '../series/outcome-summary.ts'
import type { Baseline, ScoreData, ScoreMetrics } from '../series/scored.ts'
import type { Fields } from '../state/fields.ts'
import type { From } from './from.ts'
import { eachMetric } from './metrics.ts'

type Numbers = readonly (number | null)[]

/** A copy of the scores that JSON can hold: shape [channels × leads] each, null for NaN. */
export interface ScoreTable extends ScoreMetrics<Numbers> {
  /** The first origin whose forecasts count; null if all of them do. */
  readonly from: NonNullable<From> | null
  /** Season in steps of the seasonal naive forecast and of MASE. */
  readonly season: number | null
  /**
   * By channel, the divisor of `mae`, `rmse`, `crps` and `size`: a standard deviation of the data; null if they are in units of the
   * data.
   */
  readonly units: Numbers | null
  /** One array a level. */
  readonly coverage: readonly Numbers[]
  /** Naive forecasts, over the same origins. */
  readonly baselines: readonly BaselineTable[]
  /** Null if the forecasts are not probabilities of outcomes. */
  readonly outcomes: OutcomeScoreData<Numbers> | null
}

/** A baseline as JSON can hold it. */
export interface BaselineTable extends Omit<Baseline<Numbers>, 'season'> {
  /** In steps; null for persistence. */
  readonly season: number | null
}

const plain = (numbers: Float64Array): Numbers =>
  Array.from(numbers, (number) => (Number.isFinite(number) ? number : null))

export function scoreTable(scores: ScoreData): ScoreTable {
  return {
    from: scores.from ?? null,
    season: scores.season ?? null,
    units: scores.units ? plain(scores.units) : null,
    ...eachMetric((name) => plain(scores[name])),
    coverage: scores.coverage.map(plain),
    baselines: scores.baselines.map(({ name, season, mae, skill }) => ({
      name,
      season: season ?? null,
      mae: plain(mae),
      skill: plain(skill),
    })),
    outcomes: scores.outcomes
      ? {
          groups: scores.outcomes.groups,
          logLoss: plain(scores.outcomes.logLoss),
          baseLogLoss: plain(scores.outcomes.baseLogLoss),
          auc: plain(scores.outcomes.auc),
          bins: plain(scores.outcomes.bins),
        }
      : null,
  }
}

const empty: ScoreTable = {
  from: null,
  season: null,
  units: null,
  ...eachMetric(() => []),
  coverage: [],
  baselines: [],
  outcomes: null,
}

const noOutcomes: OutcomeScoreData<Numbers> = { groups: [], logLoss: [], baseLogLoss: [], auc: [], bins: [] }

const noBaseline: BaselineTable = { name: '', season: null, mae: [], skill: [] }

/** Visits the numbers of a score table, for a snapshot. */
export function visitScoreTable(fields: Fields, table: ScoreTable = empty): ScoreTable {
  const numbers = (name: string, values: readonly (number | null)[] = [], inner = fields) =>
    plain(
      inner.array(
        name,
        Float64Array.from(values, (value) => value ?? Number.NaN),
      ),
    )
  const steps = (name: string, value: number | null, inner = fields) =>
    inner.optional(name, value ?? undefined, (part, season = 0) => part.number('steps', season)) ?? null
  const from = fields.optional('from', table.from ?? undefined, (inner, value = { time: 0 }) => {
    const isTime = inner.boolean('isTime', 'time' in value)
    const at = inner.number('at', 'time' in value ? value.time : value.observation)
    return isTime ? { time: at } : { observation: at }
  })
  return {
    from: from ?? null,
    season: steps('season', table.season),
    units: fields.optional('units', table.units ?? undefined, (inner, units) => numbers('units', units, inner)) ?? null,
    ...eachMetric((name) => numbers(name, table[name])),
    coverage: fields.list('coverage', table.coverage, (inner, level) => numbers('level', level, inner)),
    baselines: fields.list(
      'baselines',
      table.baselines,
      (inner, { name, season, mae, skill }: BaselineTable = noBaseline): BaselineTable => ({
        name: inner.text('name', name),
        season: steps('season', season, inner),
        mae: numbers('mae', mae, inner),
        skill: numbers('skill', skill, inner),
      }),
    ),
    outcomes:
      fields.optional('outcomes', table.outcomes ?? undefined, (inner, outcomes = noOutcomes) => ({
        groups: Array.from(inner.array('groups', Float64Array.from(outcomes.groups))),
        logLoss: numbers('logLoss', outcomes.logLoss, inner),
        baseLogLoss: numbers('baseLogLoss', outcomes.baseLogLoss, inner),
        auc: numbers('auc', outcomes.auc, inner),
        bins: numbers('bins', outcomes.bins, inner),
      })) ?? null,
  }
}
