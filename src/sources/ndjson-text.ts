import * as z from 'zod/mini'
import { optional, withDefault } from '../words/option.ts'
import { ofReadColumns } from './class-columns.ts'
import { columnsArgument, eachColumnOnce, fieldsWithoutLead } from './columns-argument.ts'
import { followOption, followsFile } from './follow-option.ts'
import { NdjsonFormat } from './ndjson-format.ts'
import { distinctMarks } from './number-options.ts'
import type { NdjsonOptions } from './options.generated.ts'
import { oneResampling } from './resample-options.ts'
import type { Source } from './source.ts'
import { type TextPlace, textSource } from './text-source.ts'
import { oneClock } from './time-options.ts'

export type { NdjsonOptions }

export const ndjsonOptions = z
  .strictObject({
    ...columnsArgument,
    ...followOption,
    time: withDefault(
      columnsArgument.time,
      ['time'],
      'Field of the time, or a list of fields whose texts, joined by a space, are the time.',
    ),
    target: withDefault(columnsArgument.target, ['value'], 'Field to forecast, or a list of them.'),
    rows: optional(
      z.string(),
      'Place of the rows inside one JSON document, such as /data or data.rows, "" for the document itself: an array, or an object of equally long arrays. Default: a row per line, or the elements of an array.',
    ),
  })
  .check(
    distinctMarks,
    oneClock,
    oneResampling,
    eachColumnOnce,
    ofReadColumns,
    fieldsWithoutLead,
    followsFile,
    z.describe('Options of `ndjson`.'),
  )

/** A source of JSON text. Browser-safe. */
export const ndjsonText = (options: z.output<typeof ndjsonOptions>, place: TextPlace): Source =>
  textSource(options, place, (name, columns) => new NdjsonFormat(name, columns, options.rows))
