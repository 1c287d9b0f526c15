import type { Fields, Saveable } from '../state/fields.ts'
import { DecayedMoments } from './decayed-moments.ts'
import { Moments } from './moments.ts'

/** Centre and spread of one column as far as it has been seen. */
export interface RunningScale extends Saveable {
  /** Takes in the next number; it may be NaN, which is missing and changes nothing. */
  learn(value: number): void
  readonly center: number
  /** Always positive and finite. */
  readonly spread: number
}

/** What `normalize` is given: how centre and spread are taken. */
export type ScaleKind = 'zScore' | 'minMax' | 'none' | { readonly decayedMoments: number }

/** A fresh scale of a kind. */
export function runningScale(kind: ScaleKind): RunningScale {
  if (kind === 'zScore') return new MomentScale(new Moments())
  if (kind === 'minMax') return new RangeScale()
  if (kind === 'none') return unscaled
  return new MomentScale(new DecayedMoments(kind.decayedMoments))
}

/** Numbers taken in before any is called a spike: what is known of the spread before that is mostly luck. */
const settled = 10
/** A number counts as if it lay at most this many spreads from the centre: one spike cannot set the scale for ever, a new level soon does. */
const farthest = 10
/** A spread below this part of the centre is rounding error: the column is constant so far. */
const smallest = 1e-9

const unscaled: RunningScale = { learn() {}, center: 0, spread: 1, state() {} }

class MomentScale implements RunningScale {
  private readonly moments: Moments | DecayedMoments

  constructor(moments: Moments | DecayedMoments) {
    this.moments = moments
  }

  learn(value: number): void {
    if (Number.isNaN(value)) return
    const { moments } = this
    const reach = farthest * moments.deviation
    if (moments.count < settled || this.isConstant) moments.add(value)
    else moments.add(Math.max(moments.mean - reach, Math.min(moments.mean + reach, value)))
  }

  get center(): number {
    return this.moments.mean
  }

  get spread(): number {
    return this.isConstant ? 1 : this.moments.deviation
  }

  state(fields: Fields): void {
    fields.part('moments', this.moments)
  }

  private get isConstant(): boolean {
    const { mean, deviation } = this.moments
    return deviation <= smallest * Math.abs(mean)
  }
}

class RangeScale implements RunningScale {
  private count = 0
  private min = 0
  private max = 0

  learn(value: number): void {
    if (Number.isNaN(value)) return
    this.count++
    if (this.count === 1) {
      this.min = value
      this.max = value
      return
    }
    // Once settled, one number moves a bound by no more than the range itself.
    const reach = this.count <= settled || this.isConstant ? Number.POSITIVE_INFINITY : this.max - this.min
    this.min = Math.min(this.min, Math.max(value, this.min - reach))
    this.max = Math.max(this.max, Math.min(value, this.max + reach))
  }

  get center(): number {
    return this.min
  }

  get spread(): number {
    return this.isConstant ? 1 : this.max - this.min
  }

  state(fields: Fields): void {
    this.count = fields.counter('count', this.count)
    this.min = fields.number('min', this.min)
    this.max = fields.number('max', this.max)
  }

  private get isConstant(): boolean {
    return this.max - this.min <= smallest * Math.max(Math.abs(this.min), Math.abs(this.max))
  }
}
