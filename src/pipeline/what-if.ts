import { ConfigError, DataError } from '../errors.ts'
import { keyText } from '../series/key-text.ts'
import { Ledger } from '../series/ledger.ts'
import { placeText } from '../series/place.ts'
import { csvSource } from '../sources/csv.ts'
import { csvNames } from '../sources/csv-names.ts'
import { csvOptions } from '../sources/csv-text.ts'
import { numberOptions } from '../sources/number-options.ts'
import { placeIn } from '../sources/place-in.ts'
import { fileAt } from '../sources/text-chunks.ts'
import { timeOptions } from '../sources/time-options.ts'
import { lastTimes, type OtherRow, whatIf } from '../sources/what-if.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import { isLive } from './is-live.ts'
import type { Pipeline } from './pipeline.ts'

/** A pipeline whose source tells other values of columns known ahead. */
export interface WhatIf {
  readonly pipeline: Pipeline
  /** What was used of the other values, in a sentence. */
  readonly note: string
}

/** Options of the source that also hold for the file of other values, which is written in the same way. */
const likeSource = [
  ...['time', 'by', 'encoding', 'delimiter', 'comment'],
  ...Object.keys(timeOptions),
  ...Object.keys(numberOptions),
]

/**
 * Takes the values of columns known ahead from a CSV file, at times after the last target of each series.
 *
 * @param path of the file, with the columns of time and key of the source and some of those that are known ahead
 * @throws ConfigError if the source knows no columns ahead, or does not end; DataError if a row of the file cannot be
 * used, or none of them is for a time to come
 */
export async function withOtherKnown(pipeline: Pipeline, path: string): Promise<WhatIf> {
  const { argument, word } = pipeline.source
  const { known = [] } = word.facts(argument)
  const refuse = (message: string) => new ConfigError([{ where: '--known:', message }])
  if (known.length === 0)
    throw refuse('expected a source with columns known ahead, got one without; add known: [price] to it')
  if (isLive(pipeline))
    throw refuse('expected a source that ends, such as a file, got one that is live; give a file of its rows')
  const rows = await otherRows(path, argument as Readonly<Record<string, unknown>>, known)
  const source = word.build(argument, placeIn(pipeline.folder, false, pipeline.expand))
  const last = await lastTimes(source)
  const inSource = rows.filter(({ key }) => last.has(keyText(key)))
  const used = inSource.filter(({ key, time }) => time > last.get(keyText(key))!)
  const past = inSource.length - used.length
  const others = rows.length - inSource.length
  const left = [
    ...(past > 0 ? [`${past} for times up to the last target`] : []),
    ...(others > 0 ? [`${others} for series that are not in ${source.name}`] : []),
  ].join(' and ')
  if (used.length === 0 && last.size > 0) {
    const latest = formatTimestamp(Math.max(...last.values()))
    const got = left === '' ? 'no row' : left
    throw new DataError(`${path}: expected rows after the last target, of ${latest}, got ${got}; add some`)
  }
  const columns = known.filter((_, i) => used.some((row) => !Number.isNaN(row.known[i]!)))
  return {
    pipeline: {
      ...pipeline,
      source: {
        ...pipeline.source,
        word: { ...word, build: (argument, place) => whatIf(word.build(argument, place), used, last) },
      },
    },
    note: `what if: ${columns.join(', ')} of ${used.length} of the ${rows.length} rows of ${path}${left === '' ? '' : `; not used: ${left}`}`,
  }
}

/** The rows of the file that tell other values. */
async function otherRows(
  path: string,
  argument: Readonly<Record<string, unknown>>,
  known: readonly string[],
): Promise<OtherRow[]> {
  const given = Object.entries(argument).filter(([name, value]) => likeSource.includes(name) && value !== undefined)
  const optionsFor = (target: readonly string[]) => csvOptions.parse({ ...Object.fromEntries(given), path, target })
  const place = placeIn('.', true)
  const names = await csvNames(optionsFor(known), fileAt(optionsFor(known), place))
  const columns = known.filter((column) => names?.includes(column) ?? true)
  if (columns.length === 0)
    throw new DataError(
      `${path}:1 expected a column known ahead, ${known.join(' or ')}, got ${names!.join(', ')}; name it as in the source`,
    )
  const reading = csvSource.build(optionsFor(columns), place).open(new Ledger(), new AbortController().signal)
  const rows: OtherRow[] = []
  const seen = new Set<string>()
  for await (const batch of reading.batches)
    for (const { key, row, time, values } of batch) {
      const one = `${keyText(key)} ${time}`
      if (seen.has(one))
        throw new DataError(`${placeText(row!.place)} expected one row for a time, got another; keep one`)
      seen.add(one)
      const other = known.map((column) => values[columns.indexOf(column)] ?? Number.NaN)
      if (other.some((value) => !Number.isNaN(value)))
        rows.push({ key, time, known: Float64Array.from(other), row: row! })
    }
  if (reading.failure) throw reading.failure
  return rows
}
