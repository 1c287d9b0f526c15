import { OtherForecasts } from '../comparison/other-forecasts.ts'
import { DataError } from '../errors.ts'
import { seriesId } from '../series/series-id.ts'
import { nameIn } from '../sinks/forecast-rows.ts'
import { type CsvRecord, CsvRows, type LongRecord } from '../sources/csv-rows.ts'
import { placeIn } from '../sources/place-in.ts'
import { fileAt } from '../sources/text-chunks.ts'
import { parseTimestamp } from '../time/timestamp.ts'

/**
 * Reads forecasts of another system from a CSV file: as the sink `csv` writes them, or as `cross_validation` of Nixtla's
 * libraries returns them, with one or several models.
 *
 * @param targets names of the channels, for a file that does not name its series
 * @throws DataError with file, line and column if they cannot be read
 */
export async function readForecasts(path: string, targets: readonly string[]): Promise<OtherForecasts> {
  const rows = new CsvRows(path, { delimiter: ',' })
  let reader: Reader | undefined
  const take = (records: readonly (CsvRecord | LongRecord)[]) => {
    for (const record of records) {
      if (!('cells' in record))
        throw new DataError(`${path}:${record.line} expected a row of forecasts, got a long text`)
      if (reader) reader.add(record)
      else reader = new Reader(path, record.cells, targets)
    }
  }
  for await (const chunk of fileAt({ path, encoding: 'utf-8' }, placeIn('.', false))(new AbortController().signal))
    take(rows.push(chunk))
  take(rows.end())
  if (!reader || reader.forecasts.matched.forecasts === 0)
    throw new DataError(`${path}: expected forecasts, got none; write them with a header and a row each`)
  return reader.forecasts
}

/** Columns of cross_validation that are not forecasts; pandas writes its index without a name. */
const notModels = new Set(['unique_id', 'ds', 'cutoff', 'y', '', 'index', 'Unnamed: 0'])

/** The lead of a sum, as the sink csv writes it. */
const sumLead = /^\s*1-\d+\s*$/

/** Columns of a forecast: its number, and the ends of each interval. */
interface Model {
  readonly name: string
  readonly value: number
  /** By level. */
  readonly ends: ReadonlyMap<number, { readonly lower: number; readonly upper: number }>
}

class Reader {
  readonly forecasts: OtherForecasts
  private readonly file: string
  private readonly header: readonly string[]
  private readonly targets: readonly string[]
  private readonly origin: number
  private readonly time: number
  /** Of the sink csv; -1 if there is none. */
  private readonly lead: number
  private readonly models: readonly Model[]
  private readonly levels: readonly number[]

  constructor(file: string, cells: readonly string[], targets: readonly string[]) {
    this.file = file
    this.header = cells.map((cell) => cell.trim())
    this.targets = targets
    const nixtla = this.header.includes('cutoff')
    this.origin = this.header.indexOf(nixtla ? 'cutoff' : 'origin')
    this.time = this.header.indexOf(nixtla ? 'ds' : 'time')
    this.lead = nixtla ? -1 : this.header.indexOf('lead')
    this.models = nixtla ? this.nixtlaModels() : this.ownModel()
    if (this.origin < 0 || this.time < 0 || this.models.length === 0) {
      const wanted = 'the columns unique_id, ds, cutoff and a model, or series, origin, time and forecast'
      throw new DataError(`${file}:1 expected ${wanted}, got ${this.header.join(', ')}; rename them`)
    }
    this.levels = [...new Set(this.models.flatMap(({ ends }) => [...ends.keys()]))]
    const names = this.models.map(({ name }) => name)
    this.forecasts = new OtherForecasts(file, names, this.levels)
  }

  add({ cells, line }: CsvRecord): void {
    if (sumLead.test(cells[this.lead] ?? '')) {
      this.forecasts.leaveOutSum()
      return
    }
    const number = (column: number | undefined) =>
      column === undefined ? Number.NaN : this.number(cells, line, column)
    const ends = (end: 'lower' | 'upper') =>
      this.levels.map((level) => this.models.map(({ ends }) => number(ends.get(level)?.[end])))
    this.forecasts.add({
      series: this.series(cells),
      origin: this.moment(cells, line, this.origin),
      time: this.moment(cells, line, this.time),
      values: this.models.map(({ value }) => number(value)),
      lower: ends('lower'),
      upper: ends('upper'),
    })
  }

  private series(cells: readonly string[]): string {
    const cell = (name: string) => {
      const text = cells[this.header.indexOf(name)]
      return text === undefined ? undefined : nameIn(text)
    }
    const id = cell('unique_id')
    if (id !== undefined) return id
    // The sink csv writes the key columns first.
    const key = cells.slice(0, Math.max(0, this.header.indexOf('series'))).map(nameIn)
    return seriesId(key, cell('series') ?? this.targets[0]!, this.targets.length)
  }

  private moment(cells: readonly string[], line: number, column: number): number {
    const text = (cells[column] ?? '').trim()
    const time = parseTimestamp(text)
    if (Number.isNaN(time)) this.refuse(line, column, 'a time such as 2024-02-29 or 2024-02-29 13:00:00', text)
    return time
  }

  /** NaN if the cell is empty. */
  private number(cells: readonly string[], line: number, column: number): number {
    const text = (cells[column] ?? '').trim()
    if (/^(nan|null|na)?$/i.test(text)) return Number.NaN
    const value = Number(text)
    if (Number.isNaN(value)) this.refuse(line, column, 'a number', text)
    return value
  }

  private refuse(line: number, column: number, expected: string, got: string): never {
    throw new DataError(
      `${this.file}:${line} ${this.header[column]}: expected ${expected}, got "${got}"; correct the cell`,
    )
  }

  private nixtlaModels(): Model[] {
    const isEnd = (name: string) => /-(lo|hi)-[\d.]+$/.test(name)
    return this.header.flatMap((name, value) => {
      if (notModels.has(name) || isEnd(name)) return []
      const levels = this.header.flatMap((other) =>
        other.startsWith(`${name}-lo-`) ? [other.slice(name.length + 4)] : [],
      )
      return [{ name, value, ends: this.ends(levels, (level) => [`${name}-lo-${level}`, `${name}-hi-${level}`]) }]
    })
  }

  private ownModel(): Model[] {
    const value = this.header.indexOf('forecast')
    if (value < 0) return []
    const levels = this.header.flatMap((name) => /^lower_([\d.]+)$/.exec(name)?.[1] ?? [])
    const name = this.file.replace(/^.*[/\\]/, '').replace(/\.csv(\.gz)?$/i, '')
    return [{ name, value, ends: this.ends(levels, (level) => [`lower_${level}`, `upper_${level}`]) }]
  }

  private ends(levels: readonly string[], names: (level: string) => readonly [string, string]): Model['ends'] {
    const pairs = levels.map((level) => {
      const [lower, upper] = names(level).map((name) => this.header.indexOf(name))
      return [Number((Number(level) / 100).toPrecision(12)), { lower: lower!, upper: upper! }] as const
    })
    return new Map(pairs.filter(([level, { upper }]) => level > 0 && level < 1 && upper >= 0))
  }
}
