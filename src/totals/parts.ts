import type { ForecastData } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import { timeOrNone } from '../series/valid-time.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { visitSaveable } from '../state/fields.ts'

/** The parts of a total, in the order of their first forecasts. */
export class Parts implements Saveable {
  private readonly parts = new Map<string, Part>()

  get all(): Iterable<Part> {
    return this.parts.values()
  }

  /** The part that a key belongs to; undefined if it is new. */
  known(key: readonly string[] | undefined): Part | undefined {
    return this.parts.get(keyText(key))
  }

  /** The part that a key belongs to, which begins if it is new. */
  of(key: readonly string[] | undefined): Part {
    const text = keyText(key)
    const part = this.parts.get(text) ?? new Part(text)
    this.parts.set(text, part)
    return part
  }

  state(fields: Fields): void {
    const before = [...this.parts.values()]
    const after = fields.list(
      'parts',
      before,
      visitSaveable(() => new Part('')),
    )
    if (after === before) return
    this.parts.clear()
    for (const part of after) this.parts.set(part.text, part)
  }
}

/** A part of a total: its last forecast, which counts while no newer one is there. */
export class Part implements Saveable {
  /** Text of its key. */
  text: string
  /** Time of its last forecast; NaN before the first. */
  origin = Number.NaN
  /** Of its leads, in milliseconds, rising; NaN while they are unknown. */
  private times: Float64Array = new Float64Array(0)
  /** Shape [channels × leads]. */
  private values: Float64Array = new Float64Array(0)

  constructor(text: string) {
    this.text = text
  }

  /** Takes a forecast, if it is newer. */
  take({ origin, times, values }: ForecastData): void {
    if (origin < this.origin) return
    this.origin = origin
    this.times = Float64Array.from(times)
    this.values = Float64Array.from(values)
  }

  /** Whether its last forecast reaches as far as a time; else it has ended. */
  reaches(time: number): boolean {
    return this.times.length > 0 && this.times[this.times.length - 1]! >= time
  }

  /** What it forecasts for a time: that of its first lead which is not before it, else of the last. */
  at(time: number, channel: number): number {
    const { length } = this.times
    let i = 0
    while (i < length - 1 && this.times[i]! < time) i++
    return length > 0 ? this.values[channel * length + i]! : Number.NaN
  }

  state(fields: Fields): void {
    this.text = fields.text('text', this.text)
    this.origin = fields.number('origin', this.origin, timeOrNone)
    this.times = fields.array('times', this.times)
    this.values = fields.array('values', this.values)
  }
}
