/** The other side was reached, but its answer has no rows. */
export class Answered extends Error {
  override readonly name = 'Answered'
  /** Milliseconds to wait at least before the next try. */
  readonly ms: number

  constructor(message: string, ms = 0) {
    super(message)
    this.ms = ms
  }
}
