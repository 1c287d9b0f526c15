import { directName } from '../comparison/comparison.ts'
import type { ComparisonResult, ContestantScores, MeanRanks } from '../comparison/comparison-result.ts'
import type { Matched } from '../comparison/other-forecasts.ts'
import { percentOf } from '../series/forecast.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import { figure, percent, signedPercent, whole } from './figures.ts'
import { type TableCell, table, tablesWithin } from './table.ts'
import type { Terminal } from './terminal.ts'

/** A difference this large occurs by chance once in twenty. */
const significant = 0.05
const indent = '  '
/** Characters of an error with its mark and the space before it. */
const leadWidth = 9

const realBetter = '▲'
const realWorse = '▼'

const tested = [
  `${realBetter} really better than the forecaster, ${realWorse} really worse; else it may be chance`,
  `(Diebold–Mariano with Harvey’s correction, p < ${significant})`,
]

/**
 * The comparison as text: all leads together, then the mean absolute error by lead with significant differences marked.
 * No wider than the terminal.
 */
export function comparisonReport(
  { leads, levels, lines: all, origins, others, keyed, ranks }: ComparisonResult,
  { columns, paint }: Pick<Terminal, 'columns' | 'paint'>,
): string {
  const dim = (text: string): TableCell => ({ text, paint: (shown) => paint('dim', shown) })
  const lines = distinct(all)
  const [ours] = lines
  const isOutcome = ours!.logLoss !== undefined
  const rows = (header: readonly string[], body: (line: ContestantScores) => (string | TableCell)[]) => [
    ['', ...header].map(dim),
    ...lines.map((line) => [line === ours ? bold(line.name, paint) : line.name, ...body(line)]),
  ]
  const span = leads.length === 1 ? `lead ${leads[0]}` : `leads ${leads[0]}–${leads.at(-1)}`
  const overall = [
    ...(isOutcome ? [table(rows(['Brier', 'log loss', 'skill'], probabilities))] : []),
    ...tablesWithin(
      isOutcome ? [] : rows(['MAE', 'RMSE', 'MSE', 'CRPS', 'pinball', 'MASE', 'skill'], errors),
      columns - indent.length,
      4,
    ),
    ...tablesWithin(
      rows(
        levels.flatMap((level) => [`in ${percentOf(level)} %`, 'width', 'Winkler']),
        (line) => intervals(line, levels),
      ),
      columns - indent.length,
      3,
    ),
  ].map(indented)
  const widest = Math.max(...lines.map(({ name }) => name.length))
  const shown = spread(leads.length, Math.max(2, Math.floor((columns - indent.length - widest) / leadWidth)))
  const some = shown.length < leads.length ? `, ${shown.length} of ${leads.length}; all with --json` : ''
  const byLead = rows(
    shown.map((i) => String(leads[i]!)),
    (line) => shown.map((i) => marked(line, i, ours!, paint)),
  )
  const notes = [
    ...(others ? matchedLines(others) : []),
    ...(isOutcome ? [] : pinballLines(lines)),
    `skill: share of the error of ${isOutcome ? 'the base rate known at each origin' : 'persistence'} that was avoided`,
    ...(keyed ? [] : tested),
  ]
  return `${[
    `${paint('bold', 'all leads together')} ${paint('dim', `${span}, ${whole(origins)} origins${keyed ? ` of ${whole(keyed.length)} series, each with --json` : ''}`)}\n${overall.join('\n\n')}`,
    `${paint('bold', isOutcome ? 'Brier score by lead' : 'MAE by lead')}${paint('dim', some)}\n${indented(table(byLead))}`,
    ...(ranks ? [rankTable(ranks, lines, paint)] : []),
    indented(notes.map((note) => paint('dim', note))),
  ].join('\n\n')}\n`
}

/** The mean ranks over the series, the best first; those that differ significantly from the forecaster's are marked. */
function rankTable(
  { criticalDifference, ranks, series }: MeanRanks,
  lines: readonly ContestantScores[],
  paint: Terminal['paint'],
): string {
  const [ours] = ranks
  // The names of the lines are those of the ranks, some of them without the word expert.
  const shown = new Map(lines.map(({ name }) => [name, name]))
  const rows = ranks
    .filter(({ mean }) => Number.isFinite(mean))
    .map((rank) => ({ ...rank, name: shown.get(rank.name) ?? rank.name.replace('expert ', '') }))
    .sort((a, b) => a.mean - b.mean)
    .map(({ name, mean }) => {
      const isOurs = name === ours!.name
      const better = mean < ours!.mean
      const real = Math.abs(mean - ours!.mean) > criticalDifference
      const text = `${mean.toFixed(2)} ${real ? (better ? realBetter : realWorse) : ' '}`
      const style = better ? ('good' as const) : ('bad' as const)
      return [
        isOurs ? bold(name, paint) : name,
        real ? { text, paint: (shown: string) => paint(style, shown) } : { text },
      ]
    })
  const about = [
    `1 is the best; over the ${whole(series)} series in which all were scored`,
    ...(Number.isFinite(criticalDifference)
      ? [
          `${realBetter} really better than the forecaster, ${realWorse} really worse: by more than ${criticalDifference.toFixed(2)}, the`,
          `critical difference of Nemenyi at ${significant}, if the series are independent`,
        ]
      : []),
  ]
  return `${paint('bold', 'mean rank')}\n${indented(table(rows))}\n${indented(about.map((line) => paint('dim', line)))}`
}

/** What the column holds, and why a line has nothing in it. */
function pinballLines(lines: readonly ContestantScores[]): string[] {
  const none = lines.some(({ overallScaledPinball }) => Number.isNaN(overallScaledPinball))
  return [
    'CRPS: twice the mean pinball loss of the median and the ends of the intervals',
    'pinball: half of that, scaled by the error of a naive forecast',
    'intervals of naive forecasts and experts follow from their own errors',
    ...(lines.some(({ name }) => name === directName)
      ? [`${directName}: of an LSTM with the pinball loss, over the forecaster`]
      : []),
    ...(none ? ['–: no intervals, so no CRPS and no pinball loss'] : []),
  ]
}

/** How many forecasts of another system were found among ours. */
function matchedLines({ file, forecasts, matched, sums, first }: Matched): string[] {
  const left = sums > 0 ? [`${whole(sums)} forecasts of sums over leads are left out`] : []
  const all = `${file}: ${whole(matched)} of ${whole(forecasts)} forecasts have the series, origin and time of one of ours`
  if (!first) return [all, 'all lines are over these alone', ...left]
  const { series, origin, time } = first
  return [
    `${all}; all lines are over these alone`,
    `the first of the other ${whole(forecasts - matched)}: "${series}" from ${formatTimestamp(origin)} for ${formatTimestamp(time)}`,
    ...left,
  ]
}

/**
 * The forecaster, the naive forecasts, then the experts, best first, named as in a pipeline. An expert that equals a
 * naive forecast is left out.
 */
function distinct(lines: readonly ContestantScores[]): ContestantScores[] {
  const isExpert = ({ name }: ContestantScores) => name.startsWith('expert ')
  const ours = lines.filter((line) => !isExpert(line))
  const taken = new Set(ours.map(({ name }) => name))
  const same = (line: ContestantScores, other: ContestantScores) =>
    other.byLead.every(({ mae }, i) => Math.abs(mae - line.byLead[i]!.mae) <= 1e-9 * mae)
  const experts = lines
    .filter((line) => isExpert(line) && !ours.slice(1).some((naive) => same(line, naive)))
    .map((line) => ({ line, name: line.name.replace('expert ', '') }))
    .map(({ line, name }) => ({ ...line, name: taken.has(name) ? line.name : name }))
    .sort((a, b) => a.overall.mae - b.overall.mae)
  return [...ours, ...experts]
}

const errors = ({
  overall: { crps, mae, mse, rmse },
  overallMase,
  overallScaledPinball,
  overallSkill,
}: ContestantScores) => [
  figure(mae),
  figure(rmse),
  figure(mse),
  figure(crps),
  figure(overallScaledPinball),
  figure(overallMase),
  signedPercent(overallSkill),
]

const probabilities = ({ overall: { mae }, overallLogLoss, overallSkill }: ContestantScores) => [
  figure(mae),
  figure(overallLogLoss ?? Number.NaN),
  signedPercent(overallSkill),
]

const intervals = ({ overall }: ContestantScores, levels: readonly number[]) =>
  levels.flatMap((_, v) => [percent(overall.coverage[v]!), figure(overall.width[v]!), figure(overall.winkler[v]!)])

/** The MAE, with a mark if it differs significantly from the forecaster's. */
function marked(
  { byLead, test }: ContestantScores,
  i: number,
  ours: ContestantScores,
  paint: Terminal['paint'],
): TableCell {
  const { mae } = byLead[i]!
  const real = test[i] !== undefined && test[i].p < significant
  if (!real) return { text: `${figure(mae)}  ` }
  const better = mae < ours.byLead[i]!.mae
  return {
    text: `${figure(mae)} ${better ? realBetter : realWorse}`,
    paint: (shown) => paint(better ? 'good' : 'bad', shown),
  }
}

/** Indices of `room` of `count` leads: the first, the last, and others spaced more widely towards the end. */
function spread(count: number, room: number): number[] {
  if (count <= room) return Array.from({ length: count }, (_, i) => i)
  return [...new Set(Array.from({ length: room }, (_, i) => Math.round(count ** (i / (room - 1))) - 1))]
}

const bold = (text: string, paint: Terminal['paint']): TableCell => ({ text, paint: (shown) => paint('bold', shown) })
const indented = (lines: readonly string[]) => lines.map((line) => `${indent}${line}`).join('\n')
