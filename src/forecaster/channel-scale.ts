import type { Fields, Saveable } from '../state/fields.ts'
import { exp, log } from '../stats/elementary.ts'
import { LevelWatch } from '../stats/level-watch.ts'

/** Values between these sizes are not divided: outside, their fourth powers would leave the range of doubles. */
const smallest = 1e-60
const largest = 1e60

/**
 * The scale of a channel: an input is the value, or its logarithm, minus an offset and divided by a unit. Until the unit
 * or the level of the data changes, the offset is 0 and the unit a power of two, so that no bit is lost. After a change
 * offset and unit are such that the inputs go on as before: nothing that was learned becomes invalid.
 */
export class ChannelScale implements Saveable {
  readonly #season: number
  private unit = 1
  private offset = 0
  private watch: LevelWatch
  /** Number of values that were taken as inputs. */
  private count = 0
  /** Lowest and highest input. */
  private lowest = Number.POSITIVE_INFINITY
  private highest = Number.NEGATIVE_INFINITY
  /** The last value, in units of the data. */
  private last = Number.NaN

  /** @param season in steps; 1 for none */
  constructor(season: number) {
    this.#season = season
    this.watch = new LevelWatch(season)
  }

  /** Whether the last value is in doubt and the forecast is that value. */
  get isHeld(): boolean {
    return this.known && this.watch.isHeld
  }

  /** Whether a value has been taken. */
  get known(): boolean {
    return this.count > 0
  }

  /** The lowest and the highest value or logarithm that was taken as an input; ∞ and −∞ before the first. */
  get range(): readonly [number, number] {
    return [this.offset + this.unit * this.lowest, this.offset + this.unit * this.highest]
  }

  /**
   * Takes a value.
   *
   * @param expected the input that was forecast for it; NaN if none was
   * @returns the input, NaN if the value is in doubt; whether the unit or the level of the data was found to have
   * changed; whether the unit of the inputs is another, so that all that was learned is invalid
   */
  take(value: number, expected: number, logarithmic: boolean): { input: number; changed: boolean; restarts: boolean } {
    const { watch } = this
    this.last = value
    const y = logarithmic ? log(value) : value
    const verdict = watch.take(this.scaled(y), expected, logarithmic ? Number.NaN : this.scaled(0))
    if (verdict === 'doubtful') return { input: Number.NaN, changed: false, restarts: false }
    const changed = verdict === 'changed'
    if (changed) {
      this.offset += this.unit * watch.change.offset
      this.unit *= watch.change.scale
    }
    const restarts = !logarithmic && this.refit(y)
    const input = this.scaled(y)
    this.count++
    this.lowest = Math.min(this.lowest, input)
    this.highest = Math.max(this.highest, input)
    return { input, changed, restarts }
  }

  private scaled(y: number): number {
    return (y - this.offset) / this.unit
  }

  /** Changes the unit to the size of a value if it is too large, or all values so far were too small. */
  private refit(value: number): boolean {
    const size = Math.abs(this.scaled(value))
    const noSizeYet = this.count === 0 || (this.lowest === 0 && this.highest === 0)
    if (size <= largest && (size >= smallest || size === 0 || !noSizeYet)) return false
    const { unit } = this
    this.unit = powerOfTwo(Math.abs(value))
    this.offset = 0
    // Multiplied by the old unit last, so that nothing overflows.
    this.lowest = (this.lowest / this.unit) * unit
    this.highest = (this.highest / this.unit) * unit
    this.watch = new LevelWatch(this.#season)
    return true
  }

  /** A value is missing. */
  skip(): void {
    this.watch.skip()
  }

  /** Continues with the values instead of their logarithms. */
  leaveLogarithms(): void {
    if (this.known) {
      this.lowest = this.toData(this.lowest, true)
      this.highest = this.toData(this.highest, true)
    }
    this.unit = 1
    this.offset = 0
    this.watch = new LevelWatch(this.#season)
  }

  /** Clamps inputs `from` … `to − 1` in place to the range of those before, widened by its own width. */
  clamp(inputs: Float64Array, from: number, to: number): void {
    const width = this.highest - this.lowest
    const low = this.lowest - width
    const high = this.highest + width
    for (let at = from; at < to; at++) {
      if (inputs[at]! > high) inputs[at] = high
      else if (inputs[at]! < low) inputs[at] = low
    }
  }

  /** A forecast as an input; NaN if there is none, or on logarithms if it is not positive. */
  toInput(value: number, logarithmic: boolean): number {
    if (!Number.isFinite(value) || (logarithmic && value <= 0)) return Number.NaN
    return this.scaled(logarithmic ? log(value) : value)
  }

  toData(input: number, logarithmic: boolean): number {
    const y = this.offset + input * this.unit
    return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, logarithmic ? exp(y) : y))
  }

  /**
   * A forecast in units of the data; NaN before the first value. While the last value is probably of a new unit or
   * level, which is not known yet, it is that value.
   */
  forecast(input: number, logarithmic: boolean): number {
    if (!this.known) return Number.NaN
    return this.isHeld ? this.last : this.toData(input, logarithmic)
  }

  /**
   * An end of the interval of a forecast in units of the data. While the forecast is held, the interval is that of both
   * hypotheses: of the forecast as if the values in doubt were missing, and of the same one from the last value on, in
   * the new unit.
   *
   * @param side −1 for the lower end, 1 for the upper
   */
  end(input: number, forecast: number, side: number, logarithmic: boolean): number {
    const end = this.toData(input, logarithmic)
    const { isHeld, guess } = this.watch
    if (!isHeld) return end
    const ratio = this.watch.ratio(logarithmic ? Number.NaN : this.scaled(0))
    const distance = Math.abs(input - forecast) + Math.max(0, side * (forecast - guess))
    const last = this.scaled(logarithmic ? log(this.last) : this.last)
    const held = this.toData(last + side * ratio * distance, logarithmic)
    return side * Math.max(side * end, side * held, side * this.last)
  }

  state(fields: Fields): void {
    this.unit = fields.number('unit', this.unit)
    this.offset = fields.number('offset', this.offset)
    this.count = fields.counter('count', this.count)
    this.lowest = fields.number('lowest', this.lowest)
    this.highest = fields.number('highest', this.highest)
    this.last = fields.number('last', this.last)
    fields.part('watch', this.watch)
  }
}

/** The largest power of two that is at most `size`. */
function powerOfTwo(size: number): number {
  let power = 1
  while (power * 2 <= size) power *= 2
  while (power > size) power /= 2
  return power
}
