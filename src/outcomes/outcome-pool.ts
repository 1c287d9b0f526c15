import type { JoinNetwork } from '../defaults/pool.ts'
import { kindOf, type LstmChoice, type Profile, profileOf } from '../defaults/profile.ts'
import type { RlsOptions } from '../experts/recursive-least-squares.ts'
import type { LstmOptions } from '../lstm/options.ts'
import { LastLabels, SeasonParts } from './cases.ts'
import { LabelFeatures } from './label-features.ts'
import { LogisticRegression } from './logistic-regression.ts'
import { channelsOf, isClassification, labelsOf, type Outcome } from './outcome.ts'
import type { OutcomeExpert, OutcomeShape } from './outcome-expert.ts'
import { OutcomeLstm } from './outcome-lstm.ts'
import { Rates } from './rates.ts'
import { ThresholdRegression } from './threshold-regression.ts'
import { ValueFeatures } from './value-features.ts'

/** A named function that creates an expert of an outcome. */
export interface OutcomeRecipe {
  readonly name: string
  /** Name of the expert before it whose probabilities it receives. */
  readonly base?: string
  /**
   * @param base probabilities of the base, shape [channels × leads]: a view, updated before each call of `learn`
   * @param join creates networks that have their weights in common with those of other series, if it is there
   */
  build(base: Float64Array, join?: JoinNetwork): OutcomeExpert
}

/** What the experts of an outcome depend on. */
export interface OutcomeGround {
  readonly leads: readonly number[]
  /** Targets and covariates together. */
  readonly columns: number
  readonly known: number
  readonly cadence: string | undefined
  /** In steps, the primary one first; empty for none. */
  readonly seasons: readonly number[]
  readonly seed: number
  readonly engine: 'wasm' | 'reference'
  /** Cells of each LSTM, and rows that it keeps for replay; by default those of `OutcomeLstm`. */
  readonly hidden?: number | undefined
  readonly memory?: number | undefined
}

/** Labels after which one counts half in the recent rate. */
const recent = 60
/** Most classes whose last two labels are cases. */
const maxPairs = 4
/**
 * Most classes with LSTMs, which have some eight inputs for each. Of 12 and 20 classes of temperatures they take .4 % off
 * the log loss, as of five, and a row takes twice as long.
 */
const maxNetworked = 20
/** Longest season whose label before the target is an input. */
const longestSeason = 200

/** Last labels among the inputs of a regression: each counts once for every class. */
const lagsFor = (channels: number, most: number) => Math.min(most, channels === 1 ? 5 : channels > 6 ? 1 : 2)

/** Every expert that suits the outcome, bases before the experts that use them. */
export function outcomeExperts(outcome: Outcome, ground: OutcomeGround): OutcomeRecipe[] {
  const { cadence, columns, engine, hidden, leads, memory, seasons, seed } = ground
  const settings = { engine, hidden, memory, seed }
  const channels = channelsOf(outcome)
  const shape: OutcomeShape = { channels, labels: labelsOf(outcome), leads }
  const profile = profileOf(kindOf(cadence, seasons[0]), seasons)
  const labels = (most: number) => new LabelFeatures(channels, lagsFor(channels, most), profile.inputs.cycles)
  const values = () => new ValueFeatures(columns, outcome.column, !isClassification(outcome))
  return [
    { name: 'rate', build: () => new Rates(shape) },
    { name: 'recentRate', build: () => new Rates(shape, undefined, recent) },
    ...seasons.map((season, i) => ({
      name: i === 0 ? 'seasonRate' : `seasonRate(season ${i + 1})`,
      build: () => new Rates(shape, new SeasonParts(season)),
    })),
    ...(shape.labels <= maxPairs ? [1, 2] : [1]).map((order) => ({
      name: `markov(${order})`,
      build: () => new Rates(shape, new LastLabels(shape.labels, order)),
    })),
    { name: 'logistic(labels)', base: 'rate', build: (base) => new LogisticRegression(shape, [labels(5)], base) },
    {
      name: 'logistic(values)',
      base: 'rate',
      build: (base) => new LogisticRegression(shape, [labels(2), values()], base),
    },
    ...thresholds(outcome, ground, profile),
    ...lstms(profile)
      .filter(({ base }) => base !== 'logistic(forecast)' || !isClassification(outcome))
      .filter(() => channels <= maxNetworked)
      .map(({ base, learningRate }) => ({
        name: `lstm(${base}, ${learningRate})`,
        base,
        build: (view: Float64Array, join?: JoinNetwork) => {
          const name = `outcome ${outcome.name} lstm(${base}) ${channels} × ${columns} → ${leads.join()}`
          const make = join && ((options: LstmOptions) => join(name, options))
          return new OutcomeLstm(shape, labels(1), values(), { ...settings, learningRate }, view, make)
        },
      })),
  ]
}

/**
 * Labels are noisier than values: with larger rates networks learn their noise. Over these bases they are worth 2 % of the
 * log loss of hourly oil temperatures, and at most 0.4 % on days; short series and prices gain nothing.
 */
function lstms({ kind }: Profile): readonly LstmChoice[] {
  if (kind === 'hourly')
    return [
      { base: 'logistic(labels)', learningRate: 3e-4 },
      { base: 'logistic(forecast)', learningRate: 1e-4 },
    ]
  if (kind !== 'daily' && kind !== 'weekly') return []
  return [
    { base: 'markov(1)', learningRate: 2e-4 },
    { base: 'logistic(labels)', learningRate: 1e-4 },
  ]
}

function thresholds(outcome: Outcome, ground: OutcomeGround, { regressions }: Profile): OutcomeRecipe[] {
  if (isClassification(outcome)) return []
  const regression: RlsOptions | undefined = regressions['rls(24)'] ?? regressions['rls(12)'] ?? regressions['rls(1)']
  const season = Math.min(...ground.seasons.filter((steps) => steps <= longestSeason))
  const options = { ...ground, outcome, season: season < Infinity ? season : 0 }
  return [
    { name: 'logistic(forecast)', base: 'rate', build: (base) => new ThresholdRegression(options, regression!, base) },
  ]
}
