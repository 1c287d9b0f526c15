import type { Outcome } from '../run/outcome.ts'
import { overSeries } from '../scores/over-series.ts'
import { scoreSummaries, sumScores } from '../scores/score-summaries.ts'
import { strongestBaseline } from '../scores/strongest-baseline.ts'
import { percentOf } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import { describeCounts } from '../series/ledger.ts'
import { inOneLine } from '../series/printable.ts'
import type { KeyedScores, ScoreData, ScoreSummary, Scores } from '../series/scored.ts'
import { type Screen, widthOf } from './channel.ts'
import { figure, percent, whole } from './figures.ts'
import { namesWithin } from './names-within.ts'
import { outcomeCells, outcomeColumns, outcomeLines, skillCell } from './outcome-scores.ts'
import { overReport } from './over-report.ts'
import { shortened, type TableCell, table } from './table.ts'
import { worthReport } from './worth-report.ts'

/** Series that have a line of their own, at most; of more, the worst have one. */
const listed = 20
/** Columns of names, at least. */
const narrowest = 16

/**
 * The scores of a run as text: a table for each channel, by lead, or by series if there are several, then the row
 * counts. No wider than the terminal if its names can be cut.
 *
 * @param next printed between the two
 */
export function scoreReport(outcome: Outcome, screen: Screen, next?: string): string {
  const { by, series, scores, rows } = outcome
  const { paint } = screen
  const lines: string[] = []
  if (scores) {
    for (const [channel, name] of series.entries()) {
      const { header, body, below, after } =
        by.length > 0 ? bySeries(outcome, scores, channel, screen) : byLead(scores, channel, screen)
      const head = header.map((text) => ({ text, paint: (shown: string) => paint('dim', shown) }))
      lines.push(paint('bold', name), ...table([head, ...body]).map(indented))
      const about = scores.outcomes
        ? outcomeLines(scores, channel)
        : [...strongestLine(scores, channel), ...sumLines(scores, channel)]
      lines.push(
        ...[...below, ...about].map((line) => indented(paint('dim', line))),
        ...[...worthReport(outcome, channel, screen), ...after].map(indented),
        '',
      )
    }
  }
  if (next) lines.push(next)
  lines.push(describeCounts(rows))
  return `${lines.join('\n')}\n`
}

const indented = (line: string) => (line === '' ? '' : `  ${line}`)

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

interface Body {
  readonly header: readonly string[]
  readonly body: readonly (readonly (string | TableCell)[])[]
  /** Lines right below the table, and at the end of the channel. */
  readonly below: readonly string[]
  readonly after: readonly string[]
}

function byLead(scores: Scores, channel: number, { paint }: Screen): Body {
  const all = scoreSummaries(scores, channel)
  const label = ({ lead }: ScoreSummary) => (lead === undefined ? `${all[0]!.lead}–${all.at(-2)!.lead}` : String(lead))
  const skills = (line: ScoreSummary) => [skillCell(line.skillPersistence, paint), skillCell(line.skillSeasonal, paint)]
  if (scores.outcomes)
    return {
      header: ['lead', ...outcomeColumns],
      body: all.map((line) => [label(line), ...outcomeCells(line, paint)]),
      below: [],
      after: [],
    }
  return {
    header: ['lead', ...columns(scores, ['vs persistence', 'vs seasonal naive'])],
    body: all.map((line) => [label(line), ...cells(line, skills(line))]),
    below: [],
    after: [],
  }
}

/** All leads of the series, or of the worst if there are many, and of all series together; then that of their total. */
function bySeries({ by, keyed, total }: Outcome, together: Scores, channel: number, screen: Screen): Body {
  const known = keyed.filter((one) => one.scores !== undefined)
  const over = overSeries(keyed, channel)
  const isMany = known.length > listed
  const worst = over.worst.map(({ key }) => keyText(key))
  const byText = new Map(known.map((one) => [keyText(one.key), one]))
  const shown = isMany && worst.length > 0 ? worst.map((text) => byText.get(text)!) : known.slice(0, listed)
  const lineOf = (scores: Scores) => {
    const line = scoreSummaries(scores, channel).at(-1)!
    if (scores.outcomes) return outcomeCells(line, screen.paint)
    const { skill = Number.NaN } = strongestBaseline(scores, channel, scores.leads.length) ?? {}
    return cells(line, [skillCell(skill, screen.paint)])
  }
  const below = total?.scores ? ['their total'] : []
  const lines = [
    ...shown.map(({ scores }) => lineOf(scores!)),
    lineOf(together),
    ...below.map(() => lineOf(total!.scores!)),
  ]
  const header = together.outcomes ? outcomeColumns : columns(together, ['skill'])
  const first = by.join(' · ')
  const all = `all ${whole(known.length)} series`
  const beside = widthOf(table([header, ...lines], 0)) + 4
  const width = Math.max(narrowest, (screen.screen?.columns ?? 120) - beside)
  const nameOf = ({ key }: KeyedScores) => inOneLine(key.join(' · '))
  const names = namesWithin(shown.map(nameOf), known.map(nameOf), width)
  const more = `the ${whole(shown.length)} ${worst.length > 0 ? 'worst' : 'first'} of ${whole(known.length)} series: all with --json`
  return {
    header: [shortened(first, width), ...header],
    body: lines.map((line, i) => [[...names, all, ...below][i]!, ...line]),
    below: isMany ? [more] : [],
    after: together.outcomes ? [] : ['', ...overReport(over, screen)],
  }
}

const columns = ({ levels }: ScoreData, skills: readonly string[]): string[] => [
  'MAE',
  'RMSE',
  'MASE',
  ...skills,
  ...levels.map((level) => `in ${percentOf(level)} %`),
  'scored',
]

const cells = (line: ScoreSummary, skills: readonly TableCell[]): (string | TableCell)[] => [
  figure(line.mae),
  figure(line.rmse),
  figure(line.mase),
  ...skills,
  ...line.coverage.map(percent),
  whole(line.count),
]
