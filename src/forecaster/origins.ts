/** What was forecast at the last origins, until all of it has come due: a ring over as many steps as the longest lead. Entries of one origin have shape [width]. */
export class Origins {
  readonly width: number
  /** Shape [capacity × width]; NaN where there is no origin. */
  readonly values: Float64Array
  readonly #capacity: number
  private count = 0

  constructor(capacity: number, width: number) {
    this.#capacity = capacity
    this.width = width
    this.values = new Float64Array(capacity * width).fill(Number.NaN)
  }

  /** Forgets every origin. */
  clear(): void {
    this.values.fill(Number.NaN)
    this.count = 0
  }

  /** Index at which the entries of the next origin are to be written; moves on by one step. */
  next(): number {
    return (this.count++ % this.#capacity) * this.width
  }

  /** Index of the entries of the origin that lies `lead` steps before the next one; −1 where there is none. */
  before(lead: number): number {
    return lead > this.count ? -1 : ((this.count - lead) % this.#capacity) * this.width
  }
}
