import { DataError } from '../errors.ts'
import type { ByteInput } from '../sources/byte-input.ts'
import { beginningOf, encodingOf } from '../sources/guess-encoding.ts'
import type { CsvOptions, NdjsonOptions } from '../sources/options.generated.ts'
import { csvSample } from './csv-sample.ts'
import { isJson, jsonSample } from './json-sample.ts'
import type { SampledRow } from './kept-rows.ts'
import type { SampledColumn, TableFacts } from './table.ts'
import { TextParts, withoutParts } from './text-parts.ts'
import { textProblem } from './text-problem.ts'

export type { SampledColumn, SampledRow }

/** The facts about a text after one pass: its layout, and its cells. */
export interface Sample extends TableFacts {
  readonly format: 'csv' | 'ndjson'
  /** Options of the source that the layout needs, as in a pipeline file; without those equal to the default. */
  readonly layout: Partial<CsvOptions> | Partial<NdjsonOptions>
  /** Names of the columns, or paths of the fields; '' for a column without a name that is empty or counts the rows. */
  readonly header: readonly string[]
  /** In the order of the header. */
  readonly columns: readonly SampledColumn[]
  /** The first 800 rows, some runs of 100 consecutive rows from further on, and the last 200, in file order. */
  readonly rows: readonly SampledRow[]
  /** Rows in the file; estimated if not `whole`. */
  readonly count: number
  /** True if every row was read. */
  readonly whole: boolean
  /** The decisions about the layout, a sentence each. */
  readonly notes: readonly string[]
}

/** What the user has said about the layout; never overruled. */
export interface SampleHints {
  readonly delimiter?: string | undefined
  readonly encoding?: string | undefined
}

/**
 * Reads a text once and gathers what is needed to guess its content. Browser-safe.
 *
 * @param name of the text, for errors
 * @param open opens the bytes, once for each reading
 * @throws DataError if there is no row, or the bytes are not a text
 */
export async function sampleOf(name: string, open: () => ByteInput, hints: SampleHints = {}): Promise<Sample> {
  const begin = await beginningOf(open().bytes())
  const problem = textProblem(begin)
  if (problem !== undefined) throw new DataError(`${name}: ${problem}`)
  const encoding = hints.encoding ?? encodingOf(begin)
  try {
    return await sampleIn(name, open, encoding, hints)
  } catch (error) {
    // A byte that is not UTF-8 further on.
    const other = error instanceof DataError && encoding === 'utf-8' && hints.encoding === undefined
    if (!other || !/expected UTF-8/.test(error.message)) throw error
    return sampleIn(name, open, 'windows-1252', hints)
  }
}

async function sampleIn(name: string, open: () => ByteInput, encoding: string, hints: SampleHints): Promise<Sample> {
  const json = isJson(await startOf(new TextParts(name, open, encoding)))
  const text = new TextParts(name, open, encoding, ...(json ? [withoutParts] : []))
  const found = json
    ? await jsonSample(name, text.beginning())
    : await csvSample(name, () => text.beginning(), await text.rest(), hints.delimiter)
  return {
    ...found,
    format: json ? 'ndjson' : 'csv',
    layout: { ...found.layout, ...(/^utf-?8$/i.test(encoding) ? {} : { encoding }) },
    count: Math.round(found.count / text.share),
    whole: text.whole,
    notes: hints.encoding === undefined && !/^utf/.test(encoding) ? [...found.notes, unsure(encoding)] : found.notes,
  }
}

const unsure = (encoding: string) =>
  `the text is not UTF-8 and was read as ${encoding}; if letters look wrong, name its encoding`

/** The first characters of a text. */
async function startOf(text: TextParts): Promise<string> {
  let start = ''
  for await (const chunk of text.beginning()) {
    start += chunk
    if (start.length >= 1024) break
  }
  return start
}
