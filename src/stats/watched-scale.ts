import type { Fields } from '../state/fields.ts'
import { LevelWatch } from './level-watch.ts'
import type { RunningScale } from './running-scale.ts'

/**
 * A running scale that follows changes of unit and level at once: it learns from the numbers as they would have been
 * without the change, and its centre and spread are converted to the new unit. It learns nothing from numbers in doubt.
 */
export class WatchedScale implements RunningScale {
  private readonly inner: RunningScale
  private readonly watch = new LevelWatch()
  private unit = 1
  private offset = 0
  private changed = false
  private kind: 0 | 1 | 2 = 0

  /** @param inner learns from the numbers before they are converted */
  constructor(inner: RunningScale) {
    this.inner = inner
  }

  /** Whether the unit or the level was found to have changed as of the last number. */
  get hasChanged(): boolean {
    return this.changed
  }

  /**
   * Of the last number: 0 if it is not in doubt, 1 if it is, 2 if it is and more likely a new level or unit than an
   * exception.
   */
  get doubt(): 0 | 1 | 2 {
    return this.kind
  }

  learn(value: number): void {
    this.changed = false
    this.kind = 0
    if (Number.isNaN(value)) {
      this.watch.skip()
      return
    }
    const verdict = this.watch.take((value - this.offset) / this.unit, Number.NaN, -this.offset / this.unit)
    if (this.watch.isHeld) this.kind = 2
    else if (verdict === 'doubtful') this.kind = 1
    if (verdict === 'doubtful') return
    this.changed = verdict === 'changed'
    if (this.changed) {
      this.offset += this.unit * this.watch.change.offset
      this.unit *= this.watch.change.scale
    }
    this.inner.learn((value - this.offset) / this.unit)
  }

  get center(): number {
    return this.offset + this.unit * this.inner.center
  }

  get spread(): number {
    return this.unit * this.inner.spread
  }

  state(fields: Fields): void {
    fields.part('inner', this.inner)
    fields.part('watch', this.watch)
    this.unit = fields.number('unit', this.unit)
    this.offset = fields.number('offset', this.offset)
  }
}
