import type { SeriesEvent } from '../series/event.ts'
import { keyText } from '../series/key-text.ts'
import { timeOrNone } from '../series/valid-time.ts'
import { visitKey } from '../series/visit-observation.ts'
import type { Fields, Lengths, Saveable } from '../state/fields.ts'
import { Deadlines, type Due } from './deadlines.ts'
import { spanText } from './words.ts'

/** A series is stale after this many times its usual step. */
const patience = 3
/** The usual step grows at once, and falls by this share of the difference with each shorter one. */
const fall = 1 / 8
/** Steps until the usual one is known. */
const leastSteps = 2
/** By the clock of the machine at least 10 s: rows of a live stream are not punctual. */
const leastMs = 10_000

/** Options of `Staleness`. */
export interface StalenessOptions {
  /**
   * Whether the clock is that of the machine. By default it is that of the data, so that the same rows give the same
   * events: the newest time of the rows of all series before which all have come.
   */
  readonly live?: boolean | undefined
}

/**
 * Finds the series of a run whose rows no longer come: the clock has moved on, since the last one, by three times the
 * longest of its last steps. A row costs O(1), and a series that becomes stale O(log n) of n series.
 *
 * A series is not stale because its rows are older than those of others, as in a file with one series after another:
 * the clock must have moved on after its last row came.
 */
export class Staleness implements Saveable {
  readonly #live: boolean
  readonly #series = new Map<string, Watched>()
  readonly #deadlines = new Deadlines<Watched>()
  /** The newest time of a row, and the clock; NaN before the first. */
  private newest = Number.NaN
  private clock = Number.NaN
  #isRestored = false

  constructor({ live = false }: StalenessOptions = {}) {
    this.#live = live
  }

  /**
   * A row has come.
   *
   * @param key of its series; undefined if there is only one
   * @param time of the row, in milliseconds since 1970
   * @param now of the machine's clock, in milliseconds; only if it is `live`
   * @returns that its series has recovered, and which series are stale as of now
   */
  row(key: readonly string[] | undefined, time: number, now: number = Number.NaN): SeriesEvent[] {
    const passed = this.newest
    if (!(time <= this.newest)) this.newest = time
    const events = this.tick(this.#live ? now : time > passed ? passed : this.clock)
    const text = keyText(key)
    let one = this.#series.get(text)
    if (!one) {
      one = new Watched(key ?? [], this.#series.size)
      this.#series.set(text, one)
    }
    if (one.isStale) {
      const reason = `rows come again, after ${spanText(time - one.last)}`
      events.push(this.#event(one, { kind: 'recovered', of: 'stale', time, since: one.last + one.patience, reason }))
    }
    one.row(time, this.clock, this.#live)
    if (Number.isFinite(one.deadline)) this.#deadlines.put(one)
    return events
  }

  /**
   * The clock has moved on.
   *
   * @returns the series that are stale as of now
   */
  tick(now: number): SeriesEvent[] {
    // Nobody knows whether rows came while the run did not go on.
    if (this.#isRestored && this.#live) {
      const away = now - this.clock
      if (away > 0) for (const one of this.#series.values()) one.wait(away)
    }
    this.#isRestored = false
    if (!(now <= this.clock)) this.clock = now
    return this.#deadlines.before(this.clock).map((one) => {
      one.isStale = true
      const reason = `no row for ${spanText(one.patience)}; before, one came every ${spanText(one.usual)} or sooner`
      return this.#event(one, { kind: 'stale', time: one.last + one.patience, reason })
    })
  }

  #event({ key }: Watched, event: SeriesEvent): SeriesEvent {
    return { ...event, ...(key.length > 0 && { key }), ...(this.#live && { clock: true as const }) }
  }

  state(fields: Fields): void {
    this.newest = fields.number('newest', this.newest, timeOrNone)
    this.clock = fields.number('clock', this.clock, timeOrNone)
    const before = [...this.#series.values()]
    const keysBefore = before.map(({ key }) => key)
    const keys = fields.list('keys', keysBefore, visitKey)
    const packed = Float64Array.from(before.flatMap((one) => one.numbers))
    const numbers = fields.array('numbers', packed, undefined, wholeSeries)
    if (keys === keysBefore) return
    this.#series.clear()
    this.#deadlines.clear()
    this.#isRestored = true
    for (const [order, key] of keys.entries()) {
      const one = new Watched(key, order)
      one.restore([...numbers.subarray(numbersEach * order, numbersEach * (order + 1))])
      this.#series.set(keyText(key), one)
      if (!one.isStale && Number.isFinite(one.deadline)) this.#deadlines.put(one)
    }
  }
}

/** Numbers of a series in a snapshot. */
const numbersEach = 7
const wholeSeries: Lengths = {
  holds: (length) => length % numbersEach === 0,
  expected: `${numbersEach} numbers a series`,
}

/** When the rows of a series come. */
class Watched implements Due {
  readonly key: readonly string[]
  readonly order: number
  isStale = false
  /** Time of its last row. */
  last = Number.NaN
  deadline = Number.NaN
  /** When it began to wait for the next row, by the clock. */
  private from = Number.NaN
  private steps = 0
  /** The longest of its last steps, and of the times between two rows by the clock of the machine. */
  private step = 0
  private pause = 0

  constructor(key: readonly string[], order: number) {
    this.key = key
    this.order = order
  }

  /** The longest time between two of its last rows. */
  get usual(): number {
    return Math.max(this.step, this.pause)
  }

  /** How long it may go without a row. */
  get patience(): number {
    return this.deadline - this.from
  }

  row(time: number, clock: number, live: boolean): void {
    if (time > this.last) {
      this.step = longest(this.step, time - this.last)
      this.steps = Math.min(leastSteps, this.steps + 1)
    }
    if (live && clock > this.from) this.pause = longest(this.pause, clock - this.from)
    if (!(time <= this.last)) this.last = time
    this.from = live || clock > time ? clock : time
    if (this.steps < leastSteps) return
    const deadline = this.from + Math.round(Math.max(patience * this.usual, live ? leastMs : 0))
    this.deadline = this.isStale || !(deadline <= this.deadline) ? deadline : this.deadline
    this.isStale = false
  }

  /** Waits for so much longer. */
  wait(ms: number): void {
    this.from += ms
    this.deadline += ms
  }

  /** Its state. */
  get numbers(): readonly number[] {
    const { deadline, from, isStale, last, pause, step, steps } = this
    return [last, deadline, from, steps, step, pause, isStale ? 1 : 0]
  }

  restore([last, deadline, from, steps, step, pause, isStale]: readonly number[]): void {
    Object.assign(this, { last, deadline, from, steps, step, pause, isStale: isStale === 1 })
  }
}

function longest(before: number, gap: number): number {
  if (before === 0) return gap
  // A single outage is not usual.
  const counted = Math.min(gap, patience * before)
  return counted >= before ? counted : before - fall * (before - counted)
}
