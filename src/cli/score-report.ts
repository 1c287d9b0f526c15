import type { Outcome } from '../run/outcome.ts'
import { scoreSummaries, sumScores } from '../scores/score-summaries.ts'
import { strongestBaseline } from '../scores/strongest-baseline.ts'
import { percentOf } from '../series/forecast.ts'
import { describeCounts } from '../series/ledger.ts'
import type { ScoreData, ScoreSummary, Scores } from '../series/scored.ts'
import { figure, percent, signedPercent, whole } from './figures.ts'
import { type TableCell, table } from './table.ts'
import type { Style, Terminal } from './terminal.ts'

/** Series that have a line of their own, at most. */
const listed = 20

/**
 * The scores of a run as text: a table for each channel, by lead, or by series if there are several, then the row
 * counts.
 *
 * @param next printed between the two
 */
export function scoreReport(outcome: Outcome, paint: Terminal['paint'], next?: string): string {
  const { by, series, scores, rows } = outcome
  const lines: string[] = []
  if (scores) {
    for (const [channel, name] of series.entries()) {
      const { first, body, more } = by.length > 0 ? bySeries(outcome, scores, channel) : byLead(scores, channel)
      const header = [
        first,
        'MAE',
        'RMSE',
        'MASE',
        'vs persistence',
        'vs seasonal naive',
        ...scores.levels.map((level) => `in ${percentOf(level)} %`),
        'scored',
      ].map((text) => ({ text, paint: (shown: string) => paint('dim', shown) }))
      const cells = body.map(({ label, line }): (string | TableCell)[] => [
        label,
        figure(line.mae),
        figure(line.rmse),
        figure(line.mase),
        skillCell(line.skillPersistence, paint),
        skillCell(line.skillSeasonal, paint),
        ...line.coverage.map(percent),
        whole(line.count),
      ])
      const after = more > 0 ? [`… ${whole(more)} more series: all with --json`] : []
      lines.push(paint('bold', name), ...table([header, ...cells]).map((line) => `  ${line}`))
      lines.push(
        ...[...after, ...strongestLine(scores, channel), ...sumLines(scores, channel)].map(
          (line) => `  ${paint('dim', line)}`,
        ),
        '',
      )
    }
  }
  if (next) lines.push(next)
  lines.push(describeCounts(rows))
  return `${lines.join('\n')}\n`
}

/** A line for each sum over leads. */
const sumLines = ({ levels, sums }: ScoreData, channel: number): string[] =>
  (sums ? sumScores(sums, levels, channel) : []).map(({ over, count, mae, coverage }) => {
    const inside = levels.map((level) => `${percent(coverage[level] ?? Number.NaN)} in ${percentOf(level)} %`)
    return [`sum of ${over}: MAE ${figure(mae ?? Number.NaN)}`, ...inside, `scored ${whole(count)}`].join(', ')
  })

/** What is printed below the scores of a channel: the naive forecast that did best. */
function strongestLine(scores: ScoreData, channel: number): string[] {
  const strongest = strongestBaseline(scores, channel, scores.leads.length)
  if (!strongest) return []
  const { name, mae, skill } = strongest
  const share = percent(Math.abs(skill))
  const than = share === '0.0 %' ? 'as good as it' : `${share} ${skill < 0 ? 'worse' : 'better'} than it`
  return [
    `strongest naive forecast: ${name}, MAE ${figure(mae)} (chosen afterwards)${Number.isNaN(skill) ? '' : `; ${than}`}`,
  ]
}

/** The lines of a table, the name of their first column, and how many more there are. */
interface Body {
  readonly first: string
  readonly body: readonly { readonly label: string; readonly line: ScoreSummary }[]
  readonly more: number
}

function byLead(scores: Scores, channel: number): Body {
  const all = scoreSummaries(scores, channel)
  const label = ({ lead }: ScoreSummary) => (lead === undefined ? `${all[0]!.lead}–${all.at(-2)!.lead}` : String(lead))
  return { first: 'lead', body: all.map((line) => ({ label: label(line), line })), more: 0 }
}

/** All leads of the first series, and of all series together. */
function bySeries({ by, keyed }: Outcome, total: Scores, channel: number): Body {
  const overall = (scores: Scores) => scoreSummaries(scores, channel).at(-1)!
  const known = keyed.flatMap(({ key, scores }) => (scores ? [{ label: key.join(' · '), line: overall(scores) }] : []))
  const all = { label: `all ${whole(known.length)} series`, line: overall(total) }
  return {
    first: by.join(' · '),
    body: [...known.slice(0, listed), all],
    more: Math.max(0, known.length - listed),
  }
}

function skillCell(skill: number, paint: Terminal['paint']): TableCell {
  const style: Style | undefined = skill > 0 ? 'good' : skill < 0 ? 'bad' : undefined
  const text = signedPercent(skill)
  return style === undefined ? { text } : { text, paint: (shown) => paint(style, shown) }
}
