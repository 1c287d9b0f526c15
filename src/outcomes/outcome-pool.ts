import { LastLabels, SeasonParts } from './cases.ts'
import { channelsOf, labelsOf, type Outcome } from './outcome.ts'
import type { OutcomeExpert, OutcomeShape } from './outcome-expert.ts'
import { Rates } from './rates.ts'

export interface OutcomeRecipe {
  readonly name: string
  build(): OutcomeExpert
}

/** Labels after which one counts half in the recent rate. */
const recent = 60
/** Most classes whose last two labels are cases. */
const maxPairs = 4

/** The experts of an outcome, bases first. */
export function outcomeExperts(
  outcome: Outcome,
  leads: readonly number[],
  seasons: readonly number[],
): OutcomeRecipe[] {
  const shape: OutcomeShape = { channels: channelsOf(outcome), labels: labelsOf(outcome), leads }
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
  ]
}
