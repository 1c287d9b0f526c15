/** Milliseconds for which a partition that is taken over comes first: a large state takes longer to restore. */
const mostMs = 1000

/**
 * Lets the partitions that a worker takes over come before those that it has: they have waited for a session already,
 * and each of the answers that a takeover waits for comes late while other tasks compute.
 */
export class Precedence {
  /** Partitions that are taken over now. */
  private readonly taking = new Map<number, { taken: Promise<void>; limit: NodeJS.Timeout; end: () => void }>()

  /** A takeover begins. */
  begin(partition: number): void {
    this.end(partition)
    let end = () => {}
    const taken = new Promise<void>((resolve) => (end = resolve))
    const limit = setTimeout(() => this.end(partition), mostMs).unref()
    this.taking.set(partition, { taken, limit, end })
  }

  /** It is over, or has failed. */
  end(partition: number): void {
    const takeover = this.taking.get(partition)
    if (!takeover) return
    clearTimeout(takeover.limit)
    takeover.end()
    this.taking.delete(partition)
  }

  /** Resolves when the takeovers that have begun are over. */
  async turn(): Promise<void> {
    await Promise.all([...this.taking.values()].map(({ taken }) => taken))
  }
}
