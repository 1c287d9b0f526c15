import * as z from 'zod/mini'
import { DataError } from '../errors.ts'
import { parseTimestamp } from '../time/timestamp.ts'
import type { ArgumentProblem } from '../words/issues.ts'
import { nearest } from '../words/nearest.ts'
import { optional, required, withDefault } from '../words/option.ts'
import { type Classes, classesOption } from './class-columns.ts'
import { type JoinOptions, joinedFiles, joinOption } from './join-option.ts'
import { numberOptions } from './number-options.ts'
import { leadColumns, type Offered, offeredColumns } from './offered-columns.ts'
import { periodOptions, type ResampleOptions, resampledFacts, resampleOption } from './resample-options.ts'
import type { SourceFacts } from './source.ts'
import { timeOptions } from './time-options.ts'
import type { Where } from './where.ts'

const name = z.string().check(z.minLength(1))
const one = z.pipe(
  name,
  z.transform((text) => [text]),
)
const names = z.union([one, z.array(name).check(z.minLength(1))])

/** A regression on the known values is learned for each lead. */
const mostKnown = 10

const cell = z.union([z.number(), z.string(), z.boolean()])

/** The options that CSV and NDJSON share: which columns are read, and how. */
export const columnsArgument = {
  path: required(
    name,
    'File to read, relative to the pipeline file, in code to the working directory, or an http(s) address; gzip is decompressed, a workbook (.xlsx) is read as the CSV of a sheet; - is standard input.',
  ),
  time: required(
    names,
    'Column of the time, or a list of columns whose texts, joined by a space, are the time: [Date, Time].',
  ),
  target: required(names, 'Column to forecast, or a list of them.'),
  covariates: withDefault(z.array(name), [], 'Columns known at the same time that help to forecast.'),
  known: withDefault(
    z.union([one, z.array(name).check(z.maxLength(mostKnown))]),
    [],
    'Columns whose values are known ahead, such as a price or the forecast of a temperature, at most 10. Rows after the last target hold their values for times to come.',
  ),
  issued: optional(
    name,
    'Column of the time at which the known values of a row were issued, if there are several rows for one time; a forecast uses what was issued by then. Default: they are known from the first row on, in a live source from their arrival.',
  ),
  holidays: optional(
    z.string().check(
      z.refine((text) => /^[a-z]{2}(-\w+){0,2}$/i.test(text), {
        error: 'a country such as DE, or a state such as DE-BY',
      }),
    ),
    'Public holidays of a country or state, such as DE-BY, as a column known ahead: `holiday`, 1 on holidays by the date in `zone`, else 0. Needs the package date-holidays.',
  ),
  offered: withDefault(
    z.record(name, z.union([name, z.record(name, name)])),
    {},
    'Forecasts made elsewhere, by name: a column that forecasts the target of the same row, with {lead} in its name if there is one for each lead; for several targets one each, such as { dwd: { temp: dwd_temp } }.',
  ),
  by: withDefault(
    z.union([one, z.array(name)]),
    [],
    'Column that says which series a row belongs to, or a list of them; each series is forecast on its own.',
  ),
  where: optional(
    z.record(z.string(), z.union([cell, z.array(cell).check(z.minLength(1))])),
    'Reads only rows with these values, by column: a value or a list, such as { store: 1 } or { store: [1, 2] }.',
  ),
  sort: withDefault(z.boolean(), false, 'Sorts the rows by time. All of them are kept in memory.'),
  newest: optional(
    z.int().check(z.minimum(1)),
    'Reads only the newest n rows of each series, such as 20000. The input is read to its end first.',
  ),
  ...joinOption,
  ...resampleOption,
  ...periodOptions,
  until: optional(
    z.string().check(
      z.refine((text) => !Number.isNaN(parseTimestamp(text)), {
        error: 'a date or time; write it such as 2024-02-29',
      }),
    ),
    'Leaves out the rows after this time, or after this day, such as 2024-02-29.',
  ),
  ...timeOptions,
  ...numberOptions,
  ...classesOption,
  encoding: withDefault(
    z.string().check(z.refine(isEncoding, { error: 'an encoding such as utf-8 or windows-1252' })),
    'utf-8',
    'Encoding of the text, such as utf-8, windows-1252 or utf-16le.',
  ),
}

/** Refuses `{lead}` in rows of JSON, whose fields are not known beforehand. */
export const fieldsWithoutLead = z.check<{ readonly offered: Offered; readonly format?: string | undefined }>(
  ({ value: { format, offered }, issues }) => {
    if (format === 'csv') return
    for (const { column, path } of offeredColumns(offered, [])) {
      const message = 'a field without {lead}, which is for the columns of CSV; name the one of a single forecast'
      if (column.includes('{lead}')) issues.push({ code: 'custom', input: column, path: [...path], message })
    }
  },
)

/** Refuses a column with two uses: it would be forecast from itself. */
export const eachColumnOnce = z.check<
  Omit<TextColumns, 'path' | 'where' | 'time'> & { time?: readonly string[] | undefined }
>(({ value: { time = [], target, covariates, by, join, known, issued, offered }, issues }) => {
  const uses = new Map<string, string>()
  const add = (name: string, use: string, path: readonly PropertyKey[]) => {
    const other = uses.get(name)
    if (other === undefined) uses.set(name, use)
    else {
      const message = `a column that is not ${other} already; leave one out`
      issues.push({ code: 'custom', input: name, path: [...path], message })
    }
  }
  time.forEach((name, i) => {
    add(name, 'the time', pathAt('time', time, i))
  })
  target.forEach((name, i) => {
    add(name, 'a target', pathAt('target', target, i))
  })
  covariates.forEach((name, i) => {
    add(name, 'a covariate', ['covariates', i])
  })
  join?.columns.forEach((name, i) => {
    add(name, 'a joined column', ['join', ...pathAt('columns', join.columns, i)])
  })
  by.forEach((name, i) => {
    add(name, 'a key', pathAt('by', by, i))
  })
  known.forEach((name, i) => {
    add(name, 'a known column', pathAt('known', known, i))
  })
  if (issued !== undefined) add(issued, 'the time of issue', ['issued'])
  for (const { column, channel, path } of offeredColumns(offered, target)) {
    add(column, 'a forecast', path)
    const wanted =
      channel < 0
        ? `a target: ${target.join(' or ')}`
        : path.length === 2 && target.length > 1
          ? 'a column for each target, by its name'
          : undefined
    if (wanted) issues.push({ code: 'custom', input: column, path: [...path], message: wanted })
  }
})

/** Path of a name in the argument: a single one need not be in a list. */
const pathAt = (option: string, names: readonly string[], i: number) => (names.length === 1 ? [option] : [option, i])

/** Checked options of a source of text: its file and columns. */
export interface TextColumns {
  readonly path: string
  readonly time: readonly string[]
  readonly target: readonly string[]
  readonly covariates: readonly string[]
  readonly by: readonly string[]
  readonly known: readonly string[]
  readonly issued?: string | undefined
  readonly offered: Offered
  readonly where?: Where | undefined
  readonly classes?: Classes | undefined
  readonly follow?: boolean | undefined
  readonly zone?: string | undefined
  readonly sum?: string | undefined
  readonly mean?: string | undefined
  readonly resample?: ResampleOptions | undefined
  readonly join?: JoinOptions | undefined
}

/** The facts about a source of text, from its options. */
export const textFacts = (options: TextColumns): SourceFacts => ({
  ...resampledFacts(options),
  by: options.by,
  classes: options.classes,
  known: options.known,
  offered: Object.keys(options.offered),
  files: [...(options.path === '-' ? [] : [options.path]), ...joinedFiles(options.join)],
  live: options.path === '-' || (options.follow ?? false),
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

function unknownNames(
  { time, target, covariates, by, known, issued, offered, where = {} }: TextColumns,
  there: readonly string[],
) {
  const named = [
    ...time.map((name, i) => ({ name, path: pathAt('time', time, i) })),
    ...target.map((name, i) => ({ name, path: pathAt('target', target, i) })),
    ...covariates.map((name, i) => ({ name, path: ['covariates', i] })),
    ...by.map((name, i) => ({ name, path: pathAt('by', by, i) })),
    ...known.map((name, i) => ({ name, path: pathAt('known', known, i) })),
    ...(issued === undefined ? [] : [{ name: issued, path: ['issued'] }]),
    ...offeredColumns(offered, target).map(({ column: name, path }) => ({ name, path })),
    ...Object.keys(where).map((name) => ({ name, path: ['where', name] })),
  ]
  return named.filter(({ name }) => !there.includes(name) && leadColumns(name, there).length === 0)
}

/** What to do about a column that is not in the header. */
export function missingColumn(name: string, header: readonly string[]): string {
  // All names in one cell: the delimiter is another.
  const other = header.length === 1 ? [';', '\t', '|', ','].find((mark) => header[0]!.includes(mark)) : undefined
  if (other !== undefined) return `set delimiter to ${JSON.stringify(other)}`
  if (name.includes('{lead}'))
    return `expected are ${[1, 2].map((lead) => `"${name.replace('{lead}', String(lead))}"`).join(', ')}, …; columns are ${header.join(', ')}`
  const meant = nearest(name, header)
  return meant === undefined ? `columns are ${header.join(', ')}` : `did you mean "${meant}"?`
}

function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label)
    return true
  } catch {
    return false
  }
}

/** Position of a column in a header. @throws DataError if it is not there, or there twice */
export function columnAt(file: string, line: number, header: readonly string[], name: string): number {
  const at = header.indexOf(name)
  if (at < 0) {
    const cure = missingColumn(name, header)
    throw new DataError(`${file}:${line} expected a column "${name}", got ${header.length} others; ${cure}`)
  }
  if (header.indexOf(name, at + 1) >= 0)
    throw new DataError(
      `${file}:${line} ${name}: expected one column of this name, got two; name the columns yourself, with header: false, columns and skip: ${line}`,
    )
  return at
}
