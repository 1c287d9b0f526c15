import { statSync } from 'node:fs'
import { DataError } from '../errors.ts'
import { keyText } from '../series/key-text.ts'
import { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { describeReject } from '../series/reject.ts'
import type { ArgumentProblem } from '../words/issues.ts'
import { AsOfRows } from './as-of-rows.ts'
import { missingColumn } from './columns-argument.ts'
import { csvNames } from './csv-names.ts'
import { csvOptions, csvText } from './csv-text.ts'
import type { TextInput } from './decoded-text.ts'
import { firstFields } from './first-fields.ts'
import { isAddress } from './is-address.ts'
import type { JoinOptions } from './join-option.ts'
import { ndjsonOptions, ndjsonText } from './ndjson-text.ts'
import type { SourcePlace } from './source.ts'
import { fileAt, fileProblem } from './text-chunks.ts'

/** Options of a source that joins a second file. */
export interface Joining {
  readonly join?: JoinOptions | undefined
  readonly time?: readonly string[] | undefined
  readonly by: readonly string[]
  readonly zone?: string | undefined
}

/** The second file of a source, whose columns become covariates. */
export class SecondFile {
  readonly name: string
  private readonly options: Joining & { readonly join: JoinOptions }
  private readonly place: SourcePlace
  private readonly live: boolean
  private rows: AsOfRows
  /** Places of the columns in the key of an observation that the file has too. */
  private keys: readonly number[] = []
  private stamp = ''
  private rejected = 0
  private firstReject = ''

  /** @param live whether it may grow: a last line without a line end then waits */
  constructor(options: Joining & { readonly join: JoinOptions }, place: SourcePlace, live: boolean) {
    this.options = options
    this.place = place
    this.live = live
    this.name = (options.join.csv ?? options.join.ndjson)!
    this.rows = new AsOfRows(options.join.asOf)
  }

  get warnings(): readonly string[] {
    const { firstReject, name, rejected } = this
    return rejected === 0 ? [] : [`${name}: ${rejected} rows to join could not be used; the first: ${firstReject}`]
  }

  /** Problems of the file, by option; its rows are not read. */
  async problems(): Promise<readonly ArgumentProblem[]> {
    const { join } = this.options
    const option = join.csv === undefined ? 'ndjson' : 'csv'
    const problem = fileProblem({ path: this.name }, this.place)
    if (problem !== undefined) return [{ path: ['join', option], message: problem }]
    const names = await this.names()
    if (!names) return []
    const wanted = [
      ...join.columns.map((name, i) => ({ name, path: join.columns.length === 1 ? ['columns'] : ['columns', i] })),
      ...this.time.map((name) => ({ name, path: ['time'] })),
    ]
    return wanted
      .filter(({ name }) => !names.includes(name))
      .map(({ name, path }) => ({
        path: ['join', ...path],
        message: `expected a column of ${this.name}, got "${name}"; ${missingColumn(name, names)}`,
      }))
  }

  /**
   * Reads the file, if it has changed since it was read.
   *
   * @throws DataError if it cannot be read
   */
  async read(): Promise<void> {
    const path = this.place.resolve(this.name)
    const now = isAddress(path) ? undefined : statSync(path, { throwIfNoEntry: false })
    const stamp = now ? `${now.ino} ${now.size} ${now.mtimeMs}` : 'none'
    // A file that is gone for a moment, as when it is written again, stays as it was.
    if (this.stamp !== '' && (!this.live || !now || stamp === this.stamp)) return
    const [problem] = await this.problems()
    if (problem) throw new DataError(`join: ${problem.message}`)
    const { by, join } = this.options
    const names = (await this.names()) ?? []
    const keys = by.filter((name) => names.includes(name))
    const rows = new AsOfRows(join.asOf)
    this.rejected = 0
    const ledger = new Ledger((reject) => {
      if (this.rejected++ === 0) this.firstReject = describeReject(reject)
    })
    const reading = this.source(keys).open(ledger, new AbortController().signal)
    let any = false
    for await (const batch of reading.batches) {
      for (const { key, time, values } of batch) rows.add(keyText(key), time, values)
      any ||= batch.length > 0
    }
    if (reading.failure && (any || !this.live)) throw reading.failure
    this.keys = keys.map((name) => by.indexOf(name))
    this.rows = rows
    this.stamp = stamp
  }

  /** An observation with the columns of the file as its last covariates. */
  joined(observation: Observation): Observation {
    const { covariates = [], key = [], time } = observation
    const { columns } = this.options.join
    const series = this.keys.length > 0 ? keyText(this.keys.map((at) => key[at]!)) : keyText(undefined)
    const values = this.rows.at(series, time) ?? new Array<number>(columns.length).fill(Number.NaN)
    return { ...observation, covariates: [...Array.from(covariates), ...Array.from(values)] }
  }

  private get time(): readonly string[] {
    return this.options.join.time ?? this.options.time ?? ['time']
  }

  private source(by: readonly string[]) {
    const place = { strict: false, open: this.open }
    const options = { ...this.columns, ...(by.length > 0 && { by: [...by] }) }
    const { csv, delimiter } = this.options.join
    return csv === undefined
      ? ndjsonText(ndjsonOptions.parse(options), place)
      : csvText(csvOptions.parse({ ...options, delimiter }), place)
  }

  private get columns() {
    const { clock, columns: target, timeFormat, zone = this.options.zone } = this.options.join
    return { path: this.name, time: [...this.time], target: [...target], clock, timeFormat, zone }
  }

  private async names(): Promise<readonly string[] | undefined> {
    const { csv, delimiter } = this.options.join
    if (csv !== undefined) return csvNames({ path: csv, delimiter, skip: 0, comment: '' }, this.open)
    return firstFields(this.open(new AbortController().signal), { path: this.name })
  }

  private readonly open = (signal: AbortSignal): TextInput => {
    const input = fileAt({ path: this.name, encoding: 'utf-8' }, this.place)(signal)
    return this.live ? wholeLines(input) : input
  }
}

/** Text up to its last line end. */
function wholeLines(input: TextInput): TextInput {
  return {
    get bytesRead() {
      return input.bytesRead
    },
    bytesTotal: undefined,
    repeatable: true,
    async *[Symbol.asyncIterator]() {
      let rest = ''
      for await (const chunk of input) {
        const end = chunk.lastIndexOf('\n') + 1
        if (end > 0) yield rest + chunk.slice(0, end)
        rest = end > 0 ? chunk.slice(end) : rest + chunk
      }
    },
  }
}
