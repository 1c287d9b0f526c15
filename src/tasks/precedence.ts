/** Milliseconds for which a partition that is taken over comes first: a large state takes longer to restore. */
const mostMs = 1000

/**
 * Lets the partitions that a worker takes over come before those that it has: they have waited for a session already,
 * and each of the answers that a takeover waits for comes late while other tasks compute.
 */
export class Precedence {
  /** Partitions that are taken over now, with what is called when they are. */
  private readonly taking = new Map<number, () => void>()
  private over: Promise<unknown> = Promise.resolve()

  /** A takeover begins. */
  begin(partition: number): void {
    this.end(partition)
    const taken = new Promise<void>((resolve) => {
      const limit = setTimeout(() => this.end(partition), mostMs).unref()
      this.taking.set(partition, () => {
        clearTimeout(limit)
        resolve()
      })
    })
    this.over = Promise.all([this.over, taken])
  }

  /** It is over, or has failed. */
  end(partition: number): void {
    this.taking.get(partition)?.()
    this.taking.delete(partition)
  }

  /** Resolves when the takeovers that have begun are over. */
  async turn(): Promise<void> {
    await this.over
  }
}
