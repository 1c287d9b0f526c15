/** Which thread has which shards: a new one is given to the thread that has had the fewest rows. */
export class Shares {
  private readonly threadOf = new Map<number, number>()
  /** Rows by thread. */
  private readonly loads: number[]

  constructor(threads: number) {
    this.loads = new Array(threads).fill(0)
  }

  /**
   * Gives new shards to threads, those with the most rows first.
   *
   * @param rows of a batch, by shard
   */
  give(rows: ReadonlyMap<number, number>): void {
    for (const [shard, count] of rows) this.add(this.threadOf.get(shard), count)
    const fresh = [...rows].filter(([shard]) => !this.threadOf.has(shard))
    for (const [shard, count] of fresh.sort(([a, n], [b, m]) => m - n || a - b)) {
      const thread = this.loads.indexOf(Math.min(...this.loads))
      this.threadOf.set(shard, thread)
      this.add(thread, count)
    }
  }

  /** The thread of a shard that was given to one. */
  of(shard: number): number {
    return this.threadOf.get(shard)!
  }

  private add(thread: number | undefined, count: number): void {
    if (thread !== undefined) this.loads[thread]! += count
  }
}
