import type { ScoreTable } from '../../src/scores/score-table.ts'
import { number, percent } from '../words/format.ts'

/** The skill of probabilities over the base rate, from which `outcomeFacts` are the details. */
export const outcomeSkill = (scores: ScoreTable | null, at: number): number =>
  scores?.baselines[0]?.skill[at] ?? Number.NaN

/** What the skill of probabilities says. */
export function outcomeClaim(skill: number, count: number, span: string, fewest: number, least: number): string {
  if (count === 0) return `no forecast ${span} has come due yet`
  if (!Number.isFinite(skill)) return `no skill to state, ${span}: the base rate makes no error here`
  const early = count < fewest ? `; only ${count} forecast${count === 1 ? '' : 's'} so far` : ''
  if (Math.abs(skill) < least) return `about as much Brier score as the base rate known at each origin, ${span}${early}`
  const much = skill > 0 ? 'less' : 'more'
  return `${much} Brier score than the base rate known at each origin, ${span}${early}`
}

/** Each with its name and what it is. */
export function outcomeFacts(scores: ScoreTable, at: number): (readonly [string, string, string])[] {
  const { outcomes } = scores
  const base = outcomes?.baseLogLoss[at]
  return [
    ['happened', percent(scores.size[at]), 'share of the forecasts after which it happened'],
    ['Brier', number(scores.mae[at]), `mean squared error; ${number(scores.baselines[0]?.mae[at])} with the base rate`],
    ['log loss', number(outcomes?.logLoss[at]), `${number(base)} with the base rate`],
    ['AUC', number(outcomes?.auc[at]), 'how well it tells the two cases apart: 0.5 not at all, 1 always'],
    ['scored', (scores.count[at] ?? 0).toLocaleString('en-US'), 'forecasts whose target has arrived'],
  ]
}
