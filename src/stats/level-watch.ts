import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { type AffineChange, affineChange, factorChange, medianDifference } from './affine-change.ts'
import { DifferenceSizes } from './difference-sizes.ts'
import { LargestSurprise } from './largest-surprise.ts'
import { QuietRun } from './quiet-run.ts'

/** Values before any is doubted: these, or a season up to `longestStart`; before a quiet spell is, also two seasons. */
const minCount = 30
const longestStart = 300
/** A surprise this many times the largest lately is a shock; once the scale has changed by `maxSame`, twice as many. */
const maxRatio = 2.5
const maxSame = 3
/** What is expected of a series with a season stays as good after this many doubtful values as after more. */
const maxAge = 3
/** Doubtful values after which they are a new level or unit: a day of hours, three weeks of days. */
const maxDoubts = 24
/** Spikes whose times are kept. */
const spikesKept = 32
/** Neighbouring values that can be spikes, if others were before. */
const maxSpikes = 3
/** A shock of more values was a level that stayed a while, and counts as a change. */
const longestSpike = 5
/** Values in doubt whose differences tell the new unit. */
const minTelling = 5
const minQuietCount = 100

/** What a value is: as before, doubtful, or the one that shows a change of unit or level. */
export type Verdict = 'taken' | 'doubtful' | 'changed'

/**
 * Watches a series for changes of its unit or level. A value is doubtful if it differs from the last one and from what
 * was expected by far more than any lately. If one of the next is as expected again, the doubtful ones were a spike;
 * after 24 of them the unit or level has changed. Without a shock, a fallen scale shows in a run of values about zero
 * nearer to it than any before, or of differences quieter or longer than any before.
 */
export class LevelWatch implements Saveable {
  readonly #season: number
  /** Values before any is doubted. */
  readonly #start: number
  /** Number of this step, from 1. */
  private step = 0
  private count = 0
  private last = Number.NaN
  /** Steps since the last value. */
  private age = 0
  private readonly largest: LargestSurprise
  private readonly sizes = new DifferenceSizes()
  private quiet = new QuietRun()
  /** Values in doubt, and what was expected for them. */
  private readonly doubted = zeros(maxDoubts)
  private readonly expected = zeros(maxDoubts)
  private doubts = 0
  private isQuiet = false
  /** Number of shocks that were spikes, and of those that stayed. */
  private spikes = 0
  /** The steps of the last spikes, as a ring. */
  private readonly spikeAt = zeros(spikesKept)
  private changes = 0
  /** A surprise of more than this many times the largest is a shock. It doubles with each change of the scale. */
  private ratioOfShock = maxRatio
  /** The change that was found last. */
  change: AffineChange = { scale: 1, offset: 0 }

  /** @param season in steps; 1 for none */
  constructor(season = 1) {
    this.#season = season
    this.#start = season <= longestStart ? Math.max(minCount, season) : minCount
    this.largest = new LargestSurprise(season)
  }

  /**
   * Whether the newest value is more likely of a new level or unit than a spike: at once, or after up to four doubtful
   * values if the shocks so far were rather spikes. One of the first values very near to zero is held too, but taken.
   */
  get isHeld(): boolean {
    if (this.doubts === 0) return this.quiet.isOn
    return this.isQuiet || this.doubts > Math.min(maxSpikes, this.spikes - this.changes)
  }

  /** What was expected for the newest value in doubt; the newest value if it is not. */
  get guess(): number {
    return this.doubts > 0 ? this.expected[this.doubts - 1]! : this.last
  }

  /**
   * Size of the changes of the values in doubt, in that of those before: of their differences once these tell, before
   * that of the values themselves, as after a change of unit, but at least 1.
   *
   * @param zero the value that a change of unit by a factor leaves as it is; NaN if there is none
   */
  ratio(zero: number): number {
    const { usual } = this.sizes
    if (usual === 0) return 1
    if (this.doubts >= minTelling) return medianDifference(this.doubted.subarray(0, this.doubts)) / usual
    let [size, expected] = [0, 0]
    for (let i = 0; i < this.doubts; i++) {
      size += Math.abs(this.doubted[i]! - zero)
      expected += Math.max(usual, Math.abs(this.expected[i]! - zero))
    }
    return size > expected ? size / expected : 1
  }

  /** A value is missing. */
  skip(): void {
    this.step++
    this.age++
  }

  /**
   * Judges a value.
   *
   * @param expected what was forecast for it; NaN if nothing was
   * @param zero the value that a change of unit by a factor leaves as it is; NaN if there is none
   */
  take(value: number, expected: number, zero: number): Verdict {
    this.step++
    const guess = Number.isFinite(expected) ? expected : this.last
    if (this.doubts > 0) return this.reconsider(value, guess, zero)
    const shock = this.isShock(value, guess)
    if (shock) this.quiet.end()
    else this.quiet.take(value - zero, this.hasSeasons)
    if (shock || this.isTooQuiet(value) || this.quiet.isOfUnit) {
      this.isQuiet = !shock
      return this.doubt(value, guess, zero)
    }
    this.accept(value, guess)
    return 'taken'
  }

  private surprise(value: number, guess: number): number {
    return Math.min(Math.abs(value - this.last), Math.abs(value - guess))
  }

  private limit(): number {
    const age = this.#season > 1 ? Math.min(this.age, maxAge) : this.age
    return this.largest.limit(this.ratioOfShock) * Math.sqrt(1 + age)
  }

  private isShock(value: number, guess: number): boolean {
    const limit = this.limit()
    return this.count >= this.#start && limit > 0 && this.surprise(value, guess) > limit && !this.recurs()
  }

  /** Whether there were enough values before, so that one can be smaller than usual. */
  private get hasSeasons(): boolean {
    return this.count >= Math.max(minQuietCount, 2 * this.#season)
  }

  private isTooQuiet(value: number): boolean {
    if (!this.hasSeasons || this.age > 0) return false
    return this.sizes.isTooQuiet(Math.abs(value - this.last))
  }

  /** Whether there were spikes one season and two seasons ago: a third is part of the season. */
  private recurs(): boolean {
    const wasSpike = (seasons: number) => this.spikeAt.includes(this.step - seasons * this.#season)
    return this.#season > 1 && wasSpike(1) && wasSpike(2)
  }

  private accept(value: number, guess: number): void {
    if (this.count > 0) {
      this.largest.learn(this.surprise(value, guess))
      if (this.age === 0) this.sizes.add(Math.abs(value - this.last))
    }
    this.last = value
    this.age = 0
    this.count++
  }

  private reconsider(value: number, guess: number, zero: number): Verdict {
    const step = Math.abs(value - this.doubted[this.doubts - 1]!)
    const surprise = Math.abs(value - guess)
    if (this.quiet.isOn) {
      this.quiet.take(value - zero, true)
      if (!this.quiet.isOn) return this.forgive(value, guess)
      if (value !== zero) return this.doubt(value, guess, zero)
      this.age++
      return 'doubtful'
    }
    const isOver = this.isQuiet ? 3 * step > this.sizes.usual : surprise < step && surprise <= this.limit()
    return isOver ? this.forgive(value, guess) : this.doubt(value, guess, zero)
  }

  private doubt(value: number, guess: number, zero: number): Verdict {
    this.doubted[this.doubts] = value
    this.expected[this.doubts] = guess
    this.doubts++
    this.age++
    return this.doubts < maxDoubts ? 'doubtful' : this.settle(zero)
  }

  /** The doubtful values before this one were an exception. */
  private forgive(value: number, guess: number): Verdict {
    if (this.isQuiet) this.sizes.allow(this.doubted.subarray(0, this.doubts))
    else {
      if (this.doubts > longestSpike) this.changes++
      else this.spikeAt[this.spikes++ % spikesKept] = this.step - this.age
      this.sizes.endRun()
    }
    this.doubts = 0
    this.accept(value, guess)
    return 'taken'
  }

  /** The doubtful values are the new normal. */
  private settle(zero: number): Verdict {
    const newest = this.doubted[maxDoubts - 1]!
    this.doubts = 0
    this.age = 0
    const isNearZero = this.quiet.isOn
    const ratio = isNearZero ? this.quiet.ratio : medianDifference(this.doubted) / this.sizes.usual
    const found = affineChange(this.doubted, this.expected, ratio, zero)
    if (this.isQuiet && (ratio === 0 || (isNearZero && found.scale * maxSame > 1))) {
      this.quiet.end()
      this.sizes.allow(this.doubted)
      this.last = newest
      return 'taken'
    }
    this.sizes.endRun()
    if (isNearZero) this.quiet.restart()
    else this.quiet = new QuietRun()
    this.change = isNearZero ? factorChange(found.scale, zero) : found
    this.changes++
    if (this.change.scale > maxSame || this.change.scale < 1 / maxSame) this.ratioOfShock *= 2
    this.last = (newest - this.change.offset) / this.change.scale
    return 'changed'
  }

  state(fields: Fields): void {
    fields.same('season', this.#season)
    this.step = fields.counter('step', this.step)
    this.count = fields.counter('count', this.count)
    this.last = fields.number('last', this.last)
    this.age = fields.counter('age', this.age)
    fields.part('largest', this.largest)
    fields.part('sizes', this.sizes)
    fields.part('quiet', this.quiet)
    fields.numbers('doubted', this.doubted)
    fields.numbers('expected', this.expected)
    this.doubts = fields.counter('doubts', this.doubts, maxDoubts - 1)
    this.isQuiet = fields.boolean('isQuiet', this.isQuiet)
    this.spikes = fields.counter('spikes', this.spikes)
    fields.numbers('spikeAt', this.spikeAt)
    this.ratioOfShock = fields.number('ratioOfShock', this.ratioOfShock)
    this.changes = fields.counter('changes', this.changes)
  }
}
