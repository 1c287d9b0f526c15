import type { Fields, Saveable } from '../state/fields.ts'
import { runLengths, SmallRuns } from './small-runs.ts'

/** Values before a run can begin. */
const minCount = 100
/** A series is about zero if at least one value in n was 0 or of the rarer sign. Of others a dip is a spike. */
const rarity = 10
/**
 * Of n smallest runs before, one would be as small as a run that begins, and as one that goes on. With half as many,
 * tenths are found a value earlier, but false runs make errors on counts up to 4 % larger.
 */
const minSurprise = 20
const minToGoOn = 8
/** Its steps must be small too: as small as the smallest before, or larger by little. */
const minOfSteps = 1 / 8
/** A run as small as one in n is probably of another unit, if its steps are smaller than any too. */
const minOfUnit = 1e4
/** A longer run without that is normal. */
const longest = 39

/**
 * The current run of values that are nearer to zero than any before, as after a change to a larger unit of a series
 * about zero. A single one is ordinary sooner or later, several in a row are not. Values and steps of exactly 0 say
 * nothing about the unit, and are left out.
 */
export class QuietRun implements Saveable {
  private readonly sizes = new SmallRuns()
  private readonly steps = new SmallRuns()
  private last = Number.NaN
  private positive = 0
  private negative = 0
  private zeros = 0
  /** Values in the current run; 0 if there is none. */
  private length = 0
  /** Steps that are not yet part of the past. */
  private newSteps = 0
  private unit = false

  /** Whether there is one as of the newest value. */
  get isOn(): boolean {
    return this.length > 0
  }

  /** Whether it is probably of another unit. */
  get isOfUnit(): boolean {
    return this.isOn && this.unit
  }

  /** Size of the steps of the run in that of those before it. */
  get ratio(): number {
    return this.steps.ratio(this.length - 1)
  }

  /**
   * @param value measured from zero
   * @param mayBegin whether a run may begin
   */
  take(value: number, mayBegin: boolean): void {
    if (value === 0) this.zeros++
    else if (value > 0) this.positive++
    else if (value < 0) this.negative++
    const size = Math.abs(value)
    if (!(size > 0)) return
    this.sizes.push(size)
    const step = Math.abs(value - this.last)
    this.last = value
    if (step > 0) {
      this.steps.push(step)
      this.newSteps++
    }
    if (this.isOn) this.goOn()
    else if (mayBegin && this.sizes.count > minCount && this.isAboutZero) this.begin()
    if (!this.isOn) this.settle(1)
  }

  private get isAboutZero(): boolean {
    const rare = this.zeros + Math.min(this.positive, this.negative)
    return rare * rarity >= this.zeros + this.positive + this.negative
  }

  private begin(): void {
    runLengths.forEach((length, i) => {
      if (!this.isOn && this.isSmall(i, minSurprise, minOfSteps)) this.length = length
    })
  }

  private goOn(): void {
    this.length = Math.min(longest, this.length + 1)
    let goesOn = false
    this.unit = false
    for (let i = 0; i < runLengths.length && runLengths[i]! <= this.length; i++) {
      goesOn ||= this.isSmall(i, minToGoOn, minOfSteps)
      this.unit ||= this.isSmall(i, minOfUnit, minSurprise)
    }
    if (!goesOn || (this.length === longest && !this.unit)) this.end()
  }

  /** Whether the newest run of a length is less likely than one in `surprise`, and its steps than one in `ofSteps`. */
  private isSmall(i: number, surprise: number, ofSteps: number): boolean {
    return this.sizes.surprise(i) > surprise && (i === 0 ? 1 : this.steps.surprise(i - 1)) > ofSteps
  }

  /** The run is over, and was normal. */
  end(): void {
    this.settle(this.length)
    this.length = 0
    this.unit = false
  }

  private settle(rows: number): void {
    this.sizes.settle(rows)
    this.steps.settle(this.newSteps)
    this.newSteps = 0
  }

  /** The values of the run were of another unit. Those to come are converted from it. */
  restart(): void {
    this.sizes.restart()
    this.steps.restart()
    this.length = 0
    this.newSteps = 0
    this.last = Number.NaN
  }

  state(fields: Fields): void {
    fields.part('sizes', this.sizes)
    fields.part('steps', this.steps)
    this.last = fields.number('last', this.last)
    this.positive = fields.counter('positive', this.positive)
    this.negative = fields.counter('negative', this.negative)
    this.zeros = fields.counter('zeros', this.zeros)
    this.length = fields.counter('length', this.length, longest)
    this.newSteps = fields.counter('newSteps', this.newSteps)
    this.unit = fields.boolean('unit', this.unit)
  }
}
