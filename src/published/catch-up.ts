/** A topic that is read, by partition. */
export interface TopicPlaces {
  readonly topic: string
  /** Offsets after the last records. */
  readonly ends: ReadonlyMap<number, number>
  /** Offsets of the next records to be read. */
  readonly positions: ReadonlyMap<number, number>
}

interface Place {
  readonly end: number
  readonly position: number
  /** When the position moved last, in milliseconds. */
  readonly moved: number
}

/**
 * Milliseconds without progress after which a partition counts as read. Two sessions of a worker: others take over its
 * partitions before. What is left can be the ends of transactions, which are never read, or have no worker.
 */
const patience = 15_000

/**
 * Whether partitions are read to the ends that they had a look before. If one is not, its series are behind those of the
 * others, but not silent.
 */
export class CatchUp {
  /** True before the first look. */
  behind = true
  private places = new Map<string, Place>()

  /** Compares the topics with what they were at the last look. @param now in milliseconds */
  look(topics: readonly TopicPlaces[], now: number): void {
    const places = new Map<string, Place>()
    this.behind = false
    for (const { topic, ends, positions } of topics)
      for (const [partition, end] of ends) {
        const name = `${topic} ${partition}`
        const before = this.places.get(name)
        const position = positions.get(partition) ?? 0
        const moved = before?.position === position ? before.moved : now
        if (position < (before?.end ?? end) && now - moved < patience) this.behind = true
        places.set(name, { end, position, moved })
      }
    this.places = places
  }
}
