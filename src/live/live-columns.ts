import * as z from 'zod/mini'
import { ofReadColumns } from '../sources/class-columns.ts'
import { columnsArgument, eachColumnOnce, fieldsWithoutLead } from '../sources/columns-argument.ts'
import { joinedFiles } from '../sources/join-option.ts'
import { distinctMarks } from '../sources/number-options.ts'
import { oneResampling, resampledFacts } from '../sources/resample-options.ts'
import type { SourceFacts } from '../sources/source.ts'
import { oneClock } from '../sources/time-options.ts'
import { optional, withDefault } from '../words/option.ts'
import { spanText } from '../words/span-text.ts'

const {
  path: _path,
  time,
  target,
  sort: _sort,
  newest: _newest,
  sum: _sum,
  mean: _mean,
  until: _until,
  encoding: _encoding,
  ...columns
} = columnsArgument

/** The options that all live sources share: what is in a message, and how the connection is kept. */
export const liveColumns = {
  time: optional(
    time,
    'Field of the time, or a list of fields whose texts, joined by a space, are the time: a name, a path such as data.t, or a JSON Pointer such as /data/0/t. Default: time, unless arrival is set.',
  ),
  target: withDefault(target, ['value'], 'Field to forecast, or a list of them.'),
  ...columns,
  format: withDefault(z.enum(['json', 'csv']), 'json', 'What a message is: JSON, or lines of CSV.'),
  rows: optional(
    z.string(),
    'Place of the rows inside a JSON message, such as /data; a field that a row does not have is sought in the message around it. Default: the message itself, its elements if it is an array of rows, or one row a line.',
  ),
  columns: optional(
    z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
    'Names of the columns of CSV, in their order. Default: the first line of each message.',
  ),
  delimiter: withDefault(
    z.string().check(z.refine((mark) => /^[^"\r\n]$/.test(mark), { error: 'one character, such as ";"' })),
    ',',
    'Character between the cells of CSV.',
  ),
  arrival: withDefault(z.boolean(), false, 'Takes the time of arrival as the time of a row.'),
  idle: optional(spanText, 'Connects again if nothing was heard for so long, such as 1min. Default: no limit.'),
  reconnect: withDefault(
    z.strictObject({
      from: withDefault(spanText, '500ms', 'The shortest delay before the next try.'),
      to: withDefault(spanText, '1min', 'The longest: each delay is twice the one before.'),
    }),
    { from: '500ms', to: '1min' },
    'Delays before connecting again, of which between half and all is waited, at random.',
  ),
}

/** Options of a live source, checked. */
export type LiveOptions = z.output<z.ZodMiniObject<typeof liveColumns>>

/** Those that say what is in a message. */
export type MessageOptions = Omit<LiveOptions, 'idle' | 'reconnect'>

/** Refuses options of a live source that contradict each other. */
const liveOnce = z.check<Omit<MessageOptions, 'format'> & { readonly format?: string }>(({ value, issues }) => {
  const { arrival, columns, delimiter, format, rows, time } = value
  const add = (input: unknown, path: string, message: string) =>
    issues.push({ code: 'custom', input, path: [path], message })
  if (arrival && time) add(time, 'time', 'no column of the time together with arrival; leave one out')
  const other = `with format: ${format}`
  if (format !== 'csv' && columns) add(columns, 'columns', `no columns of CSV ${other}; set format to csv`)
  // Sources without a format have no delimiter either.
  if (format !== 'csv' && (delimiter ?? ',') !== ',') add(delimiter, 'delimiter', `no delimiter ${other}`)
  if (format === 'csv' && rows !== undefined) add(rows, 'rows', 'no place of rows with format: csv')
})

/** The checks of options that have `liveColumns`, for `.check(...liveChecks)`. */
export const liveChecks = [
  distinctMarks,
  oneClock,
  liveOnce,
  oneResampling,
  eachColumnOnce,
  ofReadColumns,
  fieldsWithoutLead,
] as const

/** The columns that are read, with the time of arrival as text if that is the time. */
export function columnsOf(options: MessageOptions) {
  const { arrival, target, time } = options
  const { clock, timeFormat } = options
  const read = { ...options, targets: target, live: true }
  return arrival
    ? { ...read, time: [arrivalColumn], clock: 'ms' as const, timeFormat: undefined }
    : { ...read, time: time ?? ['time'], clock, timeFormat }
}

/** Name of the column that holds the time of arrival: no field can have it, since a cell cannot hold a NUL. */
export const arrivalColumn = 'arrival\0'

/** The facts about a live source, from its options. */
export const liveFacts = (options: MessageOptions): SourceFacts => ({
  ...resampledFacts(options),
  by: options.by,
  classes: options.classes,
  known: options.known,
  offered: Object.keys(options.offered),
  files: joinedFiles(options.join),
  live: true,
})

/** Those of the options above that can be others when a run goes on. */
export const liveWhereabouts = ['idle', 'reconnect'] as const
