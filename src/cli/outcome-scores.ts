import { scoreSummaries } from '../scores/score-summaries.ts'
import type { ScoreSummary, Scores } from '../series/scored.ts'
import { figure, percent, signedPercent, whole } from './figures.ts'
import { type TableCell, table } from './table.ts'
import type { Terminal } from './terminal.ts'

/** The columns of scores of probabilities. */
export const outcomeColumns = ['happened', 'Brier', 'skill', 'log loss', 'AUC', 'scored']

/** The scores of probabilities, in these columns. */
export function outcomeCells({ count, outcome }: ScoreSummary, paint: Terminal['paint']): (string | TableCell)[] {
  const { auc, brier, logLoss, rate, skill } = outcome!
  return [percent(rate), figure(brier), skillCell(skill, paint), figure(logLoss), figure(auc), whole(count)]
}

/** A skill, green if it is above 0. */
export function skillCell(skill: number, paint: Terminal['paint']): TableCell {
  const style = skill > 0 ? ('good' as const) : skill < 0 ? ('bad' as const) : undefined
  const text = signedPercent(skill)
  return style === undefined ? { text } : { text, paint: (shown) => paint(style, shown) }
}

/** What the scores of a channel are compared with, and how often it has happened after each tenth of the probabilities. */
export function outcomeLines(scores: Scores, channel: number): string[] {
  const all = scoreSummaries(scores, channel).at(-1)!.outcome!
  const bins = all.reliability.filter(({ count }) => count > 0)
  if (bins.length === 0) return []
  const rows = [
    ['forecast', ...bins.map(({ forecast }) => share(forecast))],
    ['happened', ...bins.map(({ happened }) => share(happened))],
    ['times', ...bins.map(({ count }) => whole(count))],
  ]
  return [
    `skill: against the base rate known at each origin, Brier ${figure(all.baseBrier)}, log loss ${figure(all.baseLogLoss)}`,
    ...table(rows),
  ]
}

const share = (value: number) => (value > 0 && value < 0.01 ? '<1 %' : `${Math.round(value * 100)} %`)
