/** Records in the first batch, at most. */
const first = 16

/**
 * How many records a task takes at a time. After a takeover, its own or that of another task of the worker, these are
 * few, and then twice as many each time: a worker has one thread, and so the first forecasts of all partitions come
 * soon, however many of them it has.
 */
export class Pace {
  private most = first

  /** Records in the next batch, at most. */
  next(): number {
    const { most } = this
    this.most *= 2
    return most
  }

  /** Begins with few again. */
  slow(): void {
    this.most = first
  }
}
