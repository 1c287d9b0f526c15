import { timeOrNone } from '../series/valid-time.ts'
import type { Fields, Saveable } from '../state/fields.ts'

/**
 * Something that has begun and is to end once, however its rows waver: each calm row counts, each other one takes
 * several of these away.
 */
export class Episode implements Saveable {
  readonly #needs: number
  readonly #penalty: number
  private calm = 0
  private begun = Number.NaN

  /**
   * @param needs calm rows after which it has ended
   * @param penalty calm rows that another row takes away; by default all of them
   */
  constructor(needs: number, penalty: number = needs) {
    this.#needs = needs
    this.#penalty = penalty
  }

  get open(): boolean {
    return !Number.isNaN(this.begun)
  }

  /** Time at which it began; NaN if it is not open. */
  get since(): number {
    return this.begun
  }

  /** Begins it; while it is open, it goes on from there. */
  begin(time: number): void {
    if (!this.open) this.begun = time
    this.calm = 0
  }

  /**
   * Counts a row.
   *
   * @returns the time at which it had begun, if it ends here
   */
  ends(isCalm: boolean): number | undefined {
    if (!this.open) return undefined
    this.calm = isCalm ? this.calm + 1 : Math.max(0, this.calm - this.#penalty)
    if (this.calm < this.#needs) return undefined
    const since = this.begun
    this.begun = Number.NaN
    return since
  }

  state(fields: Fields): void {
    this.calm = fields.counter('calm', this.calm, this.#needs)
    this.begun = fields.number('begun', this.begun, timeOrNone)
  }
}
