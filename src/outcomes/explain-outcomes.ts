import { leadsText } from '../defaults/explain.ts'
import { kindOf } from '../defaults/profile.ts'
import { replayRows } from '../lstm/options.ts'
import { groundOf, selectExperts } from './chosen-experts.ts'
import { type Comparison, isClassification, type Outcome } from './outcome.ts'
import type { OutcomeForecasterOptions } from './outcome-forecaster-options.ts'
import { lstmSizes, usualHidden } from './outcome-lstm.ts'
import type { OutcomeOption } from './parse-outcomes.ts'

const spans: Record<Comparison['over'], string> = {
  lead: 'at the lead',
  any: 'at least once at leads 1 to it',
  all: 'each time at leads 1 to it',
}

/**
 * @param rules as they were written
 * @returns what a forecaster of outcomes with these options uses, and why: one line for each
 */
export function explainOutcomes(options: OutcomeForecasterOptions, rules: OutcomeOption): string[] {
  const { engine, leads, seasons, seed } = groundOf(options)
  const asked = options.experts === undefined ? 'all that suit it' : 'as asked'
  const chosen = selectExperts(options).map(({ mixed, recipes }, k) => ({
    outcome: options.outcomes[k]!,
    names: mixed.map((e) => recipes[e]!.name),
  }))
  const hasLstms = chosen.some(({ names }) => names.some((name) => name.startsWith('lstm')))
  const { hidden = usualHidden, memory = replayRows } = options
  return [
    `kind ${kindOf(options.cadence, seasons[0])}, by the cadence`,
    seasons.length === 0 ? 'season none: no rates by the part of it' : `season ${seasons.join(' and ')} steps`,
    `leads ${leadsText(leads)}`,
    ...chosen.flatMap(({ names, outcome }) => [
      `outcome ${outcome.name}: ${questionOf(outcome, rules)}`,
      `experts of ${outcome.name}, ${asked}: ${names.join(', ')}`,
    ]),
    hasLstms
      ? `LSTMs: ${hidden} cells, ${lstmSizes.window} steps and ${lstmSizes.replays} old windows a gradient, ${memory} steps kept, ${engine} engine, seed ${seed}`
      : 'LSTMs none: on such series they earn nothing, or others were asked for',
    'mixture by Bayes’ rule on the log loss, for each outcome and lead on its own; over it a stack of the experts and the base rate, weighed likewise',
  ]
}

function questionOf(outcome: Outcome, rules: OutcomeOption): string {
  if (isClassification(outcome)) return `which of ${outcome.classes.length} words`
  const rule = typeof rules === 'object' ? rules[outcome.name]! : `${outcome.name} = 1`
  return `${rule.replace(/^\s*(any|all)\s+/, '')}, ${spans[outcome.over]}`
}
