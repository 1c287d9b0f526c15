import type { Outcome } from '../run/outcome.ts'
import { scoreSummaries } from '../scores/score-summaries.ts'
import { strongestBaseline } from '../scores/strongest-baseline.ts'
import { percentOf } from '../series/forecast.ts'
import { describeCounts } from '../series/ledger.ts'
import type { ScoreData } from '../series/scored.ts'
import { figure, percent, signedPercent, whole } from './figures.ts'
import { type TableCell, table } from './table.ts'
import type { Style, Terminal } from './terminal.ts'

/**
 * The scores of a run as text: a table for each channel, then the row counts.
 *
 * @param next printed between the two
 */
export function scoreReport({ series, scores, rows }: Outcome, paint: Terminal['paint'], next?: string): string {
  const lines: string[] = []
  if (scores) {
    for (const [channel, name] of series.entries()) {
      const all = scoreSummaries(scores, channel)
      const header = [
        'lead',
        'MAE',
        'RMSE',
        'MASE',
        'vs persistence',
        'vs seasonal naive',
        ...scores.levels.map((level) => `in ${percentOf(level)} %`),
        'scored',
      ].map((text) => ({ text, paint: (shown: string) => paint('dim', shown) }))
      const body = all.map((line): (string | TableCell)[] => [
        line.lead === undefined ? `${all[0]!.lead}–${all.at(-2)!.lead}` : String(line.lead),
        figure(line.mae),
        figure(line.rmse),
        figure(line.mase),
        skillCell(line.skillPersistence, paint),
        skillCell(line.skillSeasonal, paint),
        ...line.coverage.map(percent),
        whole(line.count),
      ])
      lines.push(paint('bold', name), ...table([header, ...body]).map((line) => `  ${line}`))
      lines.push(...strongestLine(scores, channel).map((line) => `  ${paint('dim', line)}`), '')
    }
  }
  if (next) lines.push(next)
  lines.push(describeCounts(rows))
  return `${lines.join('\n')}\n`
}

/** What is printed below the scores of a channel: the naive forecast that did best. */
function strongestLine(scores: ScoreData, channel: number): string[] {
  const strongest = strongestBaseline(scores, channel, scores.leads.length)
  if (!strongest) return []
  const { name, mae, skill } = strongest
  const than = Number.isNaN(skill) ? '' : `; ${percent(Math.abs(skill))} ${skill < 0 ? 'worse' : 'better'} than it`
  return [`strongest naive forecast: ${name}, MAE ${figure(mae)} (chosen afterwards)${than}`]
}

function skillCell(skill: number, paint: Terminal['paint']): TableCell {
  const style: Style | undefined = skill > 0 ? 'good' : skill < 0 ? 'bad' : undefined
  const text = signedPercent(skill)
  return style === undefined ? { text } : { text, paint: (shown) => paint(style, shown) }
}
