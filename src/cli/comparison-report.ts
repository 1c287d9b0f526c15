import type { ComparisonResult, Line } from '../forecaster/comparison.ts'
import { percentOf } from '../series/forecast.ts'
import { figure, percent, signedPercent, whole } from './figures.ts'
import { type TableCell, table } from './table.ts'
import type { Terminal } from './terminal.ts'

/** A difference as large would come by chance once in twenty. */
const significant = 0.05
const mostLeads = 12

/** The comparison as a person reads it: all leads together, then the mean absolute error lead by lead, with what is real marked. */
export function comparisonReport(result: ComparisonResult, paint: Terminal['paint']): string {
  const { leads, origins, lines } = result
  const span = leads.length === 1 ? `lead ${leads[0]}` : `leads ${leads[0]}–${leads.at(-1)}`
  const head = `${paint('bold', 'all leads together')} ${paint('dim', `${span}, ${whole(origins)} origins`)}`
  const blocks = [[head, ...indented(table(overall(result, paint)))]]
  if (leads.length > 1 || lines.length > 1) {
    blocks.push([
      paint('bold', 'MAE by lead'),
      ...indented(table(byLead(result, paint))),
      paint(
        'dim',
        `  ${realBetter} really better than the forecaster, ${realWorse} really worse (Diebold–Mariano with Harvey’s correction, p < ${significant});`,
      ),
      paint('dim', '  unmarked: the difference may be chance'),
    ])
  }
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`
}

const realBetter = '▲'
const realWorse = '▼'

function overall({ levels, lines }: ComparisonResult, paint: Terminal['paint']): (string | TableCell)[][] {
  const dim = (text: string): TableCell => ({ text, paint: (shown) => paint('dim', shown) })
  const ofLevels = levels.flatMap((level) => {
    const name = `${percentOf(level)} %`
    return [`in ${name}`, `width ${name}`, `Winkler ${name}`]
  })
  const header = ['', 'MAE', 'RMSE', 'MSE', 'MASE', 'vs persistence', ...ofLevels].map(dim)
  const body = lines.map(({ name, overall: tally, mase, overallSkill }, i) => [
    nameCell(name, i, paint),
    figure(tally.mae),
    figure(tally.rmse),
    figure(tally.mse),
    figure(mean(mase)),
    signedPercent(overallSkill),
    ...levels.flatMap((_, v) => [percent(tally.coverage[v]!), figure(tally.width[v]!), figure(tally.winkler[v]!)]),
  ])
  return [header, ...body]
}

function byLead({ leads, lines }: ComparisonResult, paint: Terminal['paint']): (string | TableCell)[][] {
  const shown = shownLeads(leads)
  const header = ['', ...shown.map((i) => String(leads[i]!))].map((text) => ({
    text,
    paint: (plain: string) => paint('dim', plain),
  }))
  return [
    header,
    ...lines.map((line, n) => [
      nameCell(line.name, n, paint),
      ...shown.map((i) => markedCell(line, i, lines[0]!, paint)),
    ]),
  ]
}

/** The MAE, with a mark where it differs from the forecaster's by more than chance. */
function markedCell({ byLead: tallies, test }: Line, i: number, ours: Line, paint: Terminal['paint']): TableCell {
  const { mae } = tallies[i]!
  const real = test[i] !== undefined && test[i].p < significant
  if (!real) return { text: `${figure(mae)}  ` }
  const better = mae < ours.byLead[i]!.mae
  const mark = better ? realBetter : realWorse
  return { text: `${figure(mae)} ${mark}`, paint: (shown) => paint(better ? 'good' : 'bad', shown) }
}

/** Positions of the leads there is room for: all, or the first ones and then ever wider apart, the last always. */
function shownLeads(leads: readonly number[]): number[] {
  const all = leads.map((_, i) => i)
  if (all.length <= mostLeads) return all
  const apart = all.filter((i) => [1, 2, 3, 6, 12, 24, 48, 96, 168].includes(leads[i]!))
  return [...new Set([0, ...apart, all.length - 1])].sort((a, b) => a - b)
}

const nameCell = (name: string, i: number, paint: Terminal['paint']): TableCell =>
  i === 0 ? { text: name, paint: (shown) => paint('bold', shown) } : { text: name }

const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length
const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`)
