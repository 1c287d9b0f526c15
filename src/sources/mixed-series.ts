import { Stretches } from './stretches.ts'
import { type RowFields, tellingColumns } from './telling-columns.ts'

/** Rows kept to decide, at most. */
const maxSample = 3000
/** Share of rows with the time of the row before from which on a file is not one series with a few repeated rows. */
const leastRepeated = 0.3

/**
 * Recognises several series in one input: the same time keeps coming with other values, or times begin again. Watches
 * the rows of a run without `by`. Browser-safe.
 */
export class MixedSeries<Row> {
  private readonly time: readonly string[]
  private readonly fieldsOf: (row: Row) => RowFields
  private readonly stretches: Stretches<Row>
  private previousTime = Number.NaN
  private previous: Row | undefined
  /** Rows since the first repeated time; undefined before it, and when it is decided. */
  private sample: { readonly time: number; readonly fields: RowFields }[] | undefined
  private repeats = 0
  private decided = false
  private interleaved: string | undefined

  /**
   * @param time columns of the time
   * @param fieldsOf the fields of a row as text, without those that cannot tell series apart: time and targets
   */
  constructor(time: readonly string[], fieldsOf: (row: Row) => RowFields) {
    this.time = time
    this.fieldsOf = fieldsOf
    this.stretches = new Stretches(fieldsOf)
  }

  see(time: number, row: Row): void {
    if (!this.decided && (this.sample || time === this.previousTime)) this.collect(time, row)
    this.previousTime = time
    this.previous = row
    this.stretches.see(time, row)
  }

  /**
   * What to do about several series, naming the columns that tell them apart; undefined if there is one.
   *
   * @param ended whether all rows were seen, which it takes to know how stretches of time differ
   */
  warning(ended: boolean): string | undefined {
    if (ended && !this.decided) this.decide(true)
    if (this.interleaved !== undefined || !ended) return this.interleaved
    const columns = this.stretches.columns
    return columns && `times begin again within the input: ${cure(columns)}`
  }

  private collect(time: number, row: Row): void {
    const repeated = time === this.previousTime
    this.sample ??= [{ time: this.previousTime, fields: this.fieldsOf(this.previous!) }]
    this.sample.push({ time, fields: this.fieldsOf(row) })
    if (repeated) this.repeats++
    const { length } = this.sample
    // At 8, 16, 32 … rows: early for live rows, and again if it could not be decided yet.
    if (length >= maxSample || (length >= 8 && (length & (length - 1)) === 0)) this.decide(length >= maxSample)
  }

  private decide(last: boolean): void {
    const { repeats, sample = [] } = this
    if (repeats >= 3 && repeats >= leastRepeated * sample.length) {
      // More rows of the last time may follow.
      const groups = groupsOf(sample).slice(0, last ? undefined : -1)
      const columns = groups.length > 1 ? tellingColumns(groups, true) : undefined
      const clock = columns?.every((name) => isClock(name, groups))
      if (columns)
        this.interleaved = `the same time keeps coming with other values: ${clock ? joined(this.time, columns) : cure(columns)}`
      else if (last)
        this.interleaved =
          'the same time keeps coming with other values; if there are several series, set by on the source to the columns that tell them apart'
    }
    if (!last && this.interleaved === undefined) return
    this.decided = true
    this.sample = undefined
  }
}

/** The rows of each time, each of equal rows once. */
function groupsOf(rows: readonly { readonly time: number; readonly fields: RowFields }[]): RowFields[][] {
  const groups = new Map<number, Map<string, RowFields>>()
  for (const { time, fields } of rows) {
    const group = groups.get(time) ?? new Map<string, RowFields>()
    groups.set(time, group.set(JSON.stringify([...fields]), fields))
  }
  return [...groups.values()].map((group) => [...group.values()])
}

function cure(columns: readonly string[]): string {
  const [one] = columns
  const tell = columns.length === 1 ? `"${one}" tells` : `${columns.map((name) => `"${name}"`).join(' and ')} tell`
  const by = columns.length === 1 ? one : `[${columns.join(', ')}]`
  return `${tell} several series apart; set by: ${by} on the source, or choose one series with where`
}

/** Whether a column looks like a part of the time, by its texts or its name. */
function isClock(name: string, groups: readonly (readonly RowFields[])[]): boolean {
  if (/^(hours?|hrs?|hh|minutes?|mins?|mm|time|timeofday|hour_?ending|he|month|day)$/i.test(name)) return true
  return groups.every((rows) =>
    rows.every((fields) => /^\d{1,2}(:\d\d){1,2}(\.\d+)?( ?[ap]m)?$/i.test(fields.get(name) ?? '')),
  )
}

function joined(time: readonly string[], columns: readonly string[]): string {
  const names = columns.map((name) => `"${name}"`).join(' and ')
  return `${names} may be a part of the time; set time: [${[...time, ...columns].join(', ')}] on the source`
}
