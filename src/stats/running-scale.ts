import type { Fields, Saveable } from '../state/fields.ts'
import { DecayedMoments } from './decayed-moments.ts'
import { Moments } from './moments.ts'

/** Running centre and spread of a column. */
export interface RunningScale extends Saveable {
  /** Adds a number; NaN is missing and changes nothing. */
  learn(value: number): void
  readonly center: number
  /** Always positive and finite. */
  readonly spread: number
}

/** The argument of `normalize`: how centre and spread are computed. */
export type ScaleKind = 'zScore' | 'minMax' | 'none' | { readonly decayedMoments: number }

/** A new scale of a kind. */
export function runningScale(kind: ScaleKind): RunningScale {
  if (kind === 'zScore') return new MomentScale(new Moments())
  if (kind === 'minMax') return new RangeScale()
  if (kind === 'none') return unscaled
  return new MomentScale(new DecayedMoments(kind.decayedMoments))
}

/** Numbers before any is clipped: with fewer, the estimate of the spread is unreliable. */
const minCount = 10
/**
 * Numbers are clipped at this many spreads from the centre: a spike has little effect, a new level is followed soon.
 */
const clipAt = 10
/** A smaller spread, as a share of the centre, is rounding error: the column is constant so far. */
const minSpread = 1e-9

const unscaled: RunningScale = { learn() {}, center: 0, spread: 1, state() {} }

class MomentScale implements RunningScale {
  private readonly moments: Moments | DecayedMoments

  constructor(moments: Moments | DecayedMoments) {
    this.moments = moments
  }

  learn(value: number): void {
    if (Number.isNaN(value)) return
    const { moments } = this
    const limit = clipAt * moments.deviation
    if (moments.count < minCount || this.isConstant) moments.add(value)
    else moments.add(Math.max(moments.mean - limit, Math.min(moments.mean + limit, value)))
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
    return deviation <= minSpread * Math.abs(mean)
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
    // After `minCount` numbers, one number changes a bound by at most the range.
    const limit = this.count <= minCount || this.isConstant ? Number.POSITIVE_INFINITY : this.max - this.min
    this.min = Math.min(this.min, Math.max(value, this.min - limit))
    this.max = Math.max(this.max, Math.min(value, this.max + limit))
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
    return this.max - this.min <= minSpread * Math.max(Math.abs(this.min), Math.abs(this.max))
  }
}
