import type { Condition, Fields } from '../state/fields.ts'
import type { Place, Windows } from './engine.ts'
import type { ResolvedLstmOptions } from './options.ts'
import type { Random } from './random.ts'
import { drawWindows } from './replay.ts'
import { type RowSizes, soundRows, wholeRows } from './sound-state.ts'

/** Windows of `length` steps, by the steps made since the beginning of each; the first is the newest. */
export interface Drawn {
  readonly length: number
  readonly ages: readonly number[]
}

/** The steps that a member has made: which rows of its store are in use, and which windows can be learned from. */
export class History<P extends Place> {
  /** Steps made. */
  now = 0
  private readonly options: ResolvedLstmOptions
  private readonly place: P
  /** The first steps after resets, rising, of those in the store. */
  private resets: number[] = []
  /** The first step since the last reset. */
  private since = 0

  constructor(options: ResolvedLstmOptions, place: P) {
    this.options = options
    this.place = place
  }

  /** The row that the next step is written to. */
  get row(): number {
    return this.now % this.options.memory
  }

  /** Steps since the last reset whose rows are in the store. */
  get earlier(): number {
    return this.before(this.now)
  }

  /** Steps before a step, since the reset before it, whose rows are in the store. */
  private before(step: number): number {
    const begun = step === this.now ? this.since : (this.resets.findLast((reset) => reset <= step) ?? 0)
    return step - Math.max(begun, this.now - this.options.memory, 0)
  }

  /** Notes a step that was made. */
  stepped(): void {
    const { now } = this
    if (now === this.since) this.resets = [...this.resets.filter((step) => step > now - this.options.memory), now]
    this.now++
  }

  reset(): void {
    this.place.forget()
    this.since = this.now
  }

  /** @param targets those now due, shape [channels × leads] */
  setTargets(targets: Float64Array): void {
    const { channels, leads, memory } = this.options
    for (let i = 0; i < leads.length; i++) {
      const step = this.now - leads[i]!
      if (step < 0) break
      for (let channel = 0; channel < channels; channel++)
        this.place.setTarget(step % memory, channel, i, targets[channel * leads.length + i]!)
    }
  }

  /**
   * The newest window and old ones; undefined before there is something to learn from.
   *
   * @param ahead steps that may be made before the windows are learned from
   */
  draw(random: Random, ahead: number): Drawn | undefined {
    const { memory, window, replays, learnFrom, leads } = this.options
    const { now, resets } = this
    const length = Math.min(window, now - this.since)
    if (length === 0 || now < learnFrom) return undefined
    // Those steps overwrite the oldest rows.
    const oldest = Math.max(0, now + ahead - memory)
    const starts = drawWindows(random, replays, length, oldest, now, leads[leads.length - 1]!, resets)
    return { length, ages: [length, ...starts.map((start) => now - start)] }
  }

  /** The windows drawn, as the engine takes them. */
  windows({ length, ages }: Drawn): Windows<P> {
    const starts = ages.map((age) => (this.now - age) % this.options.memory)
    return { place: this.place, starts, length, ago: ages[0]!, earlier: ages.map((age) => this.before(this.now - age)) }
  }

  /** Rows are passed on oldest first, and counted from there: any counts are those of a member that can exist. */
  state(fields: Fields, rowSizes: RowSizes, targets: Condition): void {
    const { memory } = this.options
    const present = this.place.rows(fields.saving ? this.rowsInUse() : [])
    const rows = fields.array('rows', present, soundRows(rowSizes, targets), wholeRows(rowSizes.length, memory))
    const kept = rows.length / rowSizes.length
    // Only a full store has overwritten rows.
    const overwritten = fields.counter('overwritten', Math.max(0, this.now - memory))
    const sinceReset = fields.counter('sinceReset', this.now - this.since)
    const oldest = Math.max(0, this.now - memory)
    const resets = fields.array(
      'resets',
      Uint32Array.from(
        this.resets.filter((step) => step >= oldest),
        (step) => step - oldest,
      ),
    )
    if (rows === present) return // while a snapshot is made or checked
    this.now = kept + (kept === memory ? overwritten : 0)
    this.since = Math.max(0, this.now - sinceReset)
    this.place.setRows(this.rowsInUse(), rows)
    this.resets = Array.from(
      resets.filter((i) => i < kept),
      (i) => this.now - kept + i,
    )
  }

  /** The rows in use, oldest first. */
  private rowsInUse(): number[] {
    const { memory } = this.options
    const kept = Math.min(this.now, memory)
    return Array.from({ length: kept }, (_, i) => (this.now - kept + i) % memory)
  }
}
