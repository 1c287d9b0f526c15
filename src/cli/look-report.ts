import type { Look } from '../look/look.ts'
import { flowValue } from '../pipeline/flow.ts'
import { seasonWords } from '../time/natural-seasons.ts'
import { cadenceWords } from './duration-words.ts'
import { whole } from './figures.ts'
import type { Terminal } from './terminal.ts'

/** Columns that are named as left out; a file can have hundreds. */
const mostNamed = 6

/** What a file was taken to hold, in a line or two, and what should be checked. */
export function lookReport(name: string, look: Look, paint: Terminal['paint']): string {
  const {
    bounds,
    by,
    cadence,
    covariates,
    known,
    left,
    notes,
    rows,
    seasons,
    series,
    targets,
    time,
    whole: counted,
  } = look
  const bold = (text: string) => paint('bold', text, 'err')
  const names = (columns: readonly string[]) => columns.map(bold).join(', ')
  const size = `${counted ? '' : 'about '}${whole(rows)} rows`
  const several = by.length > 0 ? `, ${whole(series)} series by ${names(by)}` : ''
  const season =
    seasons.length === 0 ? 'no season' : `season ${seasons.map((steps) => seasonWords(steps, cadence)).join(' and ')}`
  const beside = covariates.length > 0 ? `, with ${names(covariates)}` : ''
  const ahead = known.length > 0 ? `, with ${names(known)} known ahead` : ''
  return [
    `${name}: ${size}${several}, ${cadenceWords(cadence)} by ${names(time)}, ${season}`,
    `forecasts ${outcomeWords(look, bold) ?? targets.map((target, i) => `${bold(target)}${limitWords(bounds[i])}`).join(', ')}${beside}${ahead}`,
    ...formLine(look),
    ...leftLine(left),
    ...notes.map((note) => `${bold('note')} ${note.replace(/; false(?= forecasts numbers$)/, '; --outcome false')}`),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

/** What is forecast the probability of; undefined if values are forecast. */
function outcomeWords({ outcome, source, targets }: Look, bold: (text: string) => string): string | undefined {
  if (!outcome) return undefined
  const [{ classes = {} }] = Object.values(source)
  const about = (text: string, more: string) => (more === '' ? bold(text) : `${bold(text)} (${more})`)
  const named =
    outcome === true
      ? targets.map((target) => about(target, (classes[target] ?? []).join(', ')))
      : Object.entries(outcome).map(([name, rule]) => about(name, rule === name ? '' : rule))
  return `the probability of ${named.join(', ')}`
}

/** What the values can be, in parentheses. */
function limitWords({ min, max, integer }: Look['bounds'][number] = {}): string {
  if (min === undefined) return ''
  const range = max === undefined ? `${min} or more` : `${min} to ${max}`
  return integer ? ` (whole numbers, ${range})` : ` (${range})`
}

/** Columns and other options of a source that are named elsewhere, or that any file has. */
const elsewhere = new Set([
  'path',
  'time',
  'target',
  'covariates',
  'known',
  'by',
  'newest',
  'sum',
  'mean',
  'classes',
  'where',
  'until',
])

/** How the cells are written, as options of the source; nothing if it is as usual. */
function formLine({ source }: Look): string[] {
  const options = Object.values(source).flatMap((argument) => Object.entries(argument as object))
  const form = options.filter(([option, value]) => value !== undefined && !elsewhere.has(option))
  return form.length === 0
    ? []
    : [`reads ${form.map(([option, value]) => `${option}: ${flowValue(value)}`).join(', ')}`]
}

function leftLine(left: Look['left']): string[] {
  if (left.length === 0) return []
  const reasons = new Map<string, string[]>()
  for (const { column, why } of left) reasons.set(why, [...(reasons.get(why) ?? []), column])
  const groups = [...reasons].map(([why, columns]) => `${listed(columns)} (${why})`)
  return [`leaves out ${listed(groups)}`]
}

/** A list whose end is counted if it is long. */
function listed(texts: readonly string[]): string {
  const more = texts.length > mostNamed ? ` and ${whole(texts.length - mostNamed)} more` : ''
  return `${texts.slice(0, mostNamed).join(', ')}${more}`
}
