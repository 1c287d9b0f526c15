import type { Fields, Lengths, Saveable } from '../state/fields.ts'
import { type Spark, sparkLength } from './overview-wire.ts'
import { Ring } from './ring.ts'
import type { HistoryRow } from './write-row.ts'

/** Of the forecast at the first lead: itself and the bounds of its outermost interval. */
const issuedWide = 3

const float64s = (length: number) => new Float64Array(length)

/**
 * The last values of a series, what was forecast for the first lead at each of them, and all of the newest forecast: what
 * is known of every series, whatever their number.
 */
export class Glance implements Saveable {
  /** Observations so far. */
  rows = 0
  /** Shape [channels × leads] of the newest forecast, with its outermost interval; NaN without intervals. */
  private forecast = new Float64Array(0)
  private lower = new Float64Array(0)
  private upper = new Float64Array(0)
  private ahead = new Float64Array(0)
  private leads = new Float64Array(0)
  private levels: readonly number[] = []
  /** Number of the observation that followed the last gap too long to fill. */
  private restartedAt = 0
  private readonly channels: number
  private readonly times = new Ring(float64s, 1, sparkLength)
  private readonly values: Ring<Float64Array>
  private readonly issued: Ring<Float64Array>

  constructor(channels: number) {
    this.channels = channels
    this.values = new Ring(float64s, channels, sparkLength)
    this.issued = new Ring(float64s, issuedWide * channels, sparkLength)
  }

  state(fields: Fields): void {
    const { channels } = this
    this.rows = fields.counter('rows', this.rows)
    this.restartedAt = fields.counter('restartedAt', this.restartedAt)
    this.levels = Array.from(fields.array('levels', Float64Array.from(this.levels)))
    this.leads = fields.array('leads', this.leads)
    this.ahead = fields.array('ahead', this.ahead)
    const whole: Lengths = {
      holds: (length) => length % channels === 0,
      expected: `whole rows of ${channels} numbers`,
    }
    this.forecast = fields.array('forecast', this.forecast, undefined, whole)
    this.lower = fields.array('lower', this.lower, undefined, whole)
    this.upper = fields.array('upper', this.upper, undefined, whole)
    this.times.stateOfAny(fields, 'times', this.rows)
    this.values.stateOfAny(fields, 'values', this.rows)
    this.issued.stateOfAny(fields, 'issued', this.rows)
  }

  push({ observation, leads, times, values, levels, lower, upper }: HistoryRow): void {
    const { channels, rows } = this
    const timeAt = this.times.place(rows)
    this.times.numbers[timeAt] = observation.time
    const valueAt = this.values.place(rows)
    const issuedAt = this.issued.place(rows)
    const outermost = outermostOf(levels)
    for (let channel = 0; channel < channels; channel++) {
      const nearest = channel * leads.length
      this.values.numbers[valueAt + channel] = observation.values[channel]!
      const at = issuedAt + issuedWide * channel
      this.issued.numbers[at] = values[nearest]!
      this.issued.numbers[at + 1] = lower[outermost]?.[nearest] ?? Number.NaN
      this.issued.numbers[at + 2] = upper[outermost]?.[nearest] ?? Number.NaN
    }
    const isNew = (lead: number, i: number) => lead !== this.leads[i]
    if (leads.length !== this.leads.length || levels.length !== this.levels.length || leads.some(isNew))
      this.open(leads)
    if (observation.restart) this.restartedAt = rows
    this.levels = levels
    this.ahead.set(times)
    this.forecast.set(values)
    if (lower[outermost]) this.lower.set(lower[outermost])
    if (upper[outermost]) this.upper.set(upper[outermost])
    this.rows++
  }

  /** Nominal coverage of the outermost interval; NaN without intervals. */
  get level(): number {
    return this.levels[outermostOf(this.levels)] ?? Number.NaN
  }

  /** Number of the oldest observation kept. */
  get first(): number {
    return Math.max(0, this.rows - sparkLength)
  }

  /** Time of an observation that is kept; NaN before the first. */
  time(row: number): number {
    return this.rows === 0 ? Number.NaN : this.times.numbers[row % sparkLength]!
  }

  value(row: number, channel: number): number {
    return this.rows === 0 ? Number.NaN : this.values.numbers[(row % sparkLength) * this.channels + channel]!
  }

  /** The forecast at the first lead that an observation fulfilled, or its bounds; NaN if there is none. */
  due(row: number, channel: number, part: 'forecast' | 'lower' | 'upper' = 'forecast'): number {
    const origin = row - (this.leads[0] ?? 0)
    const first = row >= this.restartedAt ? Math.max(this.first, this.restartedAt) : this.first
    if (!(origin >= first) || origin >= row) return Number.NaN
    const offset = part === 'forecast' ? 0 : part === 'lower' ? 1 : 2
    return this.issued.numbers[((origin % sparkLength) * this.channels + channel) * issuedWide + offset]!
  }

  /** Whether an observation was outside the outermost interval; undefined if that is not known. */
  outside(row: number, channel: number): boolean | undefined {
    const value = this.value(row, channel)
    const lower = this.due(row, channel, 'lower')
    const upper = this.due(row, channel, 'upper')
    return value < lower || value > upper ? true : value >= lower && value <= upper ? false : undefined
  }

  /** Time from one observation to the next; NaN while it is not known. */
  get stepMs(): number {
    return this.rows === 0 ? Number.NaN : (this.ahead[0]! - this.time(this.rows - 1)) / this.leads[0]!
  }

  /** @param index of the line */
  spark(index: number, channel: number): Spark {
    const kept = Array.from({ length: this.rows - this.first }, (_, i) => this.first + i)
    const leads = this.leads.length
    const ofFan = (fan: Float64Array) => Array.from(fan.subarray(channel * leads, (channel + 1) * leads), orNull)
    const known = Number.isFinite(this.ahead[0])
    return {
      index,
      times: kept.map((row) => this.time(row)),
      values: kept.map((row) => orNull(this.value(row, channel))),
      outside: kept.flatMap((row, i) => (this.outside(row, channel) ? [i] : [])),
      ahead: known ? Array.from(this.ahead) : [],
      forecast: known ? ofFan(this.forecast) : [],
      lower: known ? ofFan(this.lower) : [],
      upper: known ? ofFan(this.upper) : [],
    }
  }

  /** What is kept, as rows of a history that begins with them. */
  *history(): Generator<HistoryRow> {
    const { channels, levels } = this
    const leads = Array.from(this.leads)
    const outermost = outermostOf(levels)
    const width = channels * leads.length
    const unknown = new Float64Array(width).fill(Number.NaN)
    const filled = (part: number, row: number) => {
      const numbers = unknown.slice()
      for (let channel = 0; channel < channels; channel++)
        numbers[channel * leads.length] =
          this.issued.numbers[((row % sparkLength) * channels + channel) * issuedWide + part]!
      return numbers
    }
    for (let row = this.first; row < this.rows; row++) {
      const newest = row === this.rows - 1
      const values = newest ? this.forecast : filled(0, row)
      const [lower, upper] = newest ? [this.lower, this.upper] : [filled(1, row), filled(2, row)]
      const inLevels = (numbers: Float64Array) => levels.map((_, i) => (i === outermost ? numbers : unknown))
      const at = (row % sparkLength) * channels
      yield {
        observation: { time: this.time(row), values: this.values.numbers.subarray(at, at + channels) },
        // Of outcomes the value is the label at the first lead.
        actuals: unknown.map((_, cell) =>
          cell % leads.length === 0 ? this.values.numbers[at + cell / leads.length]! : Number.NaN,
        ),
        leads,
        times: Array.from(this.ahead),
        values,
        levels,
        lower: inLevels(lower),
        upper: inLevels(upper),
      }
    }
  }

  private open(leads: readonly number[]): void {
    const width = this.channels * leads.length
    const unknown = () => new Float64Array(width).fill(Number.NaN)
    this.leads = Float64Array.from(leads)
    this.ahead = new Float64Array(leads.length)
    this.forecast = unknown()
    this.lower = unknown()
    this.upper = unknown()
  }
}

/** Index of the level with the widest interval; −1 if there is none. */
function outermostOf(levels: readonly number[]): number {
  let widest = -1
  for (let i = 0; i < levels.length; i++) if (widest < 0 || levels[i]! > levels[widest]!) widest = i
  return widest
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null)
