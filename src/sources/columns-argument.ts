import * as z from 'zod/mini'
import { compileTimeFormat } from '../time/time-format.ts'
import type { ArgumentProblem } from '../words/issues.ts'
import { nearest } from '../words/nearest.ts'
import { optional, required, withDefault } from '../words/option.ts'
import type { SourceFacts } from './source.ts'

const name = z.string().check(z.minLength(1))
const names = z.union([
  z.pipe(
    name,
    z.transform((one) => [one]),
  ),
  z.array(name).check(z.minLength(1)),
])

/** The texts that mean a missing value by default. */
export const usualMissing: readonly string[] = ['', 'nan', 'null']

/** The options that CSV and NDJSON share: which columns are read, and how. */
export const columnsArgument = {
  path: required(
    name,
    'File to read, relative to the pipeline file, in code to the working directory, or an http(s) address; gzip is decompressed, a workbook (.xlsx) is read as the CSV of a sheet; - is standard input.',
  ),
  time: required(name, 'Column of the time.'),
  target: required(names, 'Column to forecast, or a list of them.'),
  covariates: withDefault(z.array(name), [], 'Columns known at the same time that help to forecast.'),
  clock: withDefault(
    z.enum(['iso', 's', 'ms']),
    'iso',
    'How the time is written: ISO 8601, or seconds or milliseconds since 1970.',
  ),
  timeFormat: optional(
    z.string().check(({ value, issues }) => {
      const problem = compileTimeFormat(value)
      if (typeof problem === 'string') issues.push({ code: 'custom', input: value, message: problem })
    }),
    'How the time is written if not as ISO 8601, in the letters of Unicode TR35: M/d/yyyy, dd.MM.yyyy HH:mm, yyyyMMdd, MMM d yyyy. Default: none.',
  ),
  zone: optional(
    z.string().check(z.refine(isZone, { error: 'a time zone such as UTC or America/Los_Angeles' })),
    'Zone of times without an offset: UTC, or an IANA name such as Europe/Berlin. Default: UTC, with a note if it matters.',
  ),
  missing: withDefault(
    z.array(
      z.pipe(
        z.string(),
        z.transform((text) => text.toLowerCase()),
      ),
    ),
    [...usualMissing],
    'Texts that mean a missing value, in any case. The last value is used as input instead; nothing is learned from it.',
  ),
  encoding: withDefault(
    z.string().check(z.refine(isEncoding, { error: 'an encoding such as utf-8 or windows-1252' })),
    'utf-8',
    'Encoding of the text, such as utf-8, windows-1252 or utf-16le.',
  ),
}

/** Refuses a column with two uses: it would be forecast from itself. */
export const eachColumnOnce = z.check<{ time: string; target: readonly string[]; covariates: readonly string[] }>(
  ({ value: { time, target, covariates }, issues }) => {
    const uses = new Map([[time, 'the time']])
    const add = (name: string, use: string, path: readonly PropertyKey[]) => {
      const other = uses.get(name)
      if (other === undefined) uses.set(name, use)
      else {
        const message = `a column that is not ${other} already; leave one out`
        issues.push({ code: 'custom', input: name, path: [...path], message })
      }
    }
    target.forEach((name, i) => {
      add(name, 'a target', targetAt(target, i))
    })
    covariates.forEach((name, i) => {
      add(name, 'a covariate', ['covariates', i])
    })
  },
)

/** Path of a target in the argument: a single one need not be in a list. */
const targetAt = (target: readonly string[], i: number) => (target.length === 1 ? ['target'] : ['target', i])

/** Checked options of a source of text: its file and columns. */
interface TextColumns {
  readonly path: string
  readonly time: string
  readonly target: readonly string[]
  readonly covariates: readonly string[]
}

/** The facts about a source of text, from its options. */
export const textFacts = ({ path, target, covariates }: TextColumns): SourceFacts => ({
  targets: target,
  covariates,
  files: path === '-' ? [] : [path],
  live: path === '-',
})

/** A problem for each named column that is not in the header of a CSV file. */
export const columnProblems = (options: TextColumns, header: readonly string[]): ArgumentProblem[] =>
  unknownNames(options, header).map(({ name, path }) => ({
    path,
    message: `expected a column of ${options.path}, got "${name}"; ${missingColumn(name, header)}`,
  }))

/** A problem for each named field that none of the first objects of an NDJSON file has. */
export const fieldProblems = (options: TextColumns, fields: readonly string[]): ArgumentProblem[] =>
  unknownNames(options, fields).map(({ name, path }) => {
    const meant = nearest(name, fields)
    const cure = meant === undefined ? `fields are ${fields.join(', ')}` : `did you mean "${meant}"?`
    return { path, message: `expected a field in the first rows of ${options.path}, got "${name}"; ${cure}` }
  })

function unknownNames({ time, target, covariates }: TextColumns, known: readonly string[]) {
  const named = [
    { name: time, path: ['time'] },
    ...target.map((name, i) => ({ name, path: targetAt(target, i) })),
    ...covariates.map((name, i) => ({ name, path: ['covariates', i] })),
  ]
  return named.filter(({ name }) => !known.includes(name))
}

/** What to do about a column that is not in the header. */
export function missingColumn(name: string, header: readonly string[]): string {
  // All names in one cell: the delimiter is another.
  const other = header.length === 1 ? [';', '\t', '|', ','].find((mark) => header[0]!.includes(mark)) : undefined
  if (other !== undefined) return `set delimiter to ${JSON.stringify(other)}`
  const meant = nearest(name, header)
  return meant === undefined ? `columns are ${header.join(', ')}` : `did you mean "${meant}"?`
}

/** Refuses a time format together with a clock, which would contradict it. */
export const oneClock = z.refine<{ clock: string; timeFormat?: string | undefined }>(
  ({ clock, timeFormat }) => timeFormat === undefined || clock === 'iso',
  { error: 'no timeFormat together with a clock in seconds or milliseconds', path: ['timeFormat'] },
)

function isZone(zone: string): boolean {
  // The first use of Intl takes some 50 ms, longer than reading a small file.
  if (zone === 'UTC') return true
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label)
    return true
  } catch {
    return false
  }
}
