import type { Kafka } from 'kafkajs'

/** The record of a partition that was read last, and its `recordMark`. */
interface LastRecord {
  readonly offset: number
  readonly mark: number
}

/** A partition in a cursor: the offset of the next record, and the record before it. */
type Place = number | readonly [next: number, offset: number, mark: number]

/** How far the partitions of a topic were read. */
export class KafkaPlaces {
  /** The partitions that there are. */
  partitions: readonly number[] = []
  private readonly topic: string
  private readonly from: 'earliest' | 'latest'
  private readonly tell: (notice: string) => void
  /** Offset of the next record, by partition; undefined before the first connection of a run that begins. */
  private offsets: Map<number, number> | undefined
  private readonly lasts = new Map<number, LastRecord>()
  private readonly ends = new Map<number, number>()
  private readonly starts = new Map<number, number>()
  private readonly safeOffsets = new Map<number, number>()

  /**
   * @param from where to begin without a cursor
   * @param cursor what `cursor` was last, in an earlier run too
   * @param tell takes notices
   */
  constructor(topic: string, from: 'earliest' | 'latest', cursor: string | undefined, tell: (notice: string) => void) {
    this.topic = topic
    this.from = from
    this.tell = tell
    if (cursor === undefined) return
    this.offsets = new Map()
    for (const [name, place] of Object.entries(JSON.parse(cursor) as Record<string, Place>)) {
      const partition = Number(name)
      const [next, offset, mark] = typeof place === 'number' ? [place] : place
      this.offsets.set(partition, next)
      if (offset !== undefined) this.lasts.set(partition, { offset, mark: mark! })
    }
    // The run before may have been killed before it said them.
    for (const [partition, offset] of this.offsets) this.safe(partition, offset)
  }

  /**
   * Compares the places with the partitions as they are. Partitions that were added begin at their first record.
   */
  async locate(kafka: Kafka): Promise<void> {
    const admin = kafka.admin()
    try {
      await admin.connect()
      const found = await admin.fetchTopicOffsets(this.topic)
      this.partitions = found.map(({ partition }) => partition)
      const first = this.offsets === undefined
      this.offsets ??= new Map()
      for (const { high, low, partition } of found) {
        const place = this.offsets.get(partition) ?? Number(first && this.from === 'latest' ? high : low)
        this.offsets.set(partition, Math.max(place, Number(low)))
        const removed = Number(low) - place
        if (removed > 0)
          this.tell(
            `${removed} offsets of partition ${partition} were removed before they were read; raise retention.ms of the topic`,
          )
        this.starts.set(partition, Number(low))
        this.ends.set(partition, Number(high))
      }
    } finally {
      await admin.disconnect().catch(() => {})
    }
  }

  /** Why a partition cannot be read on from its place; undefined if all can. */
  get problem(): string | undefined {
    for (const [partition, end] of this.ends) {
      const place = this.next(partition)
      if (end < place)
        return `partition ${partition} ends at offset ${end}, before ${place}, which was read; if the topic was made again, begin again with --fresh`
    }
    return undefined
  }

  /** Offset of the first record of a partition that is still there. */
  start(partition: number): number {
    return this.starts.get(partition)!
  }

  /** Offset of the next record of a partition. */
  next(partition: number): number {
    return this.offsets!.get(partition)!
  }

  /** The record of a partition that was read last; undefined if there is none. */
  last(partition: number): LastRecord | undefined {
    return this.lasts.get(partition)
  }

  /** Moves on in a partition. @param last the record that was read last, if it is another one */
  pass(partition: number, next: number, last?: LastRecord): void {
    this.offsets!.set(partition, next)
    if (last) this.lasts.set(partition, last)
  }

  /** The places of all partitions, to go on from. */
  get cursor(): string {
    const places = Array.from(this.offsets!, ([partition, next]): readonly [number, Place] => {
      const last = this.lasts.get(partition)
      return [partition, last ? [next, last.offset, last.mark] : next]
    })
    return JSON.stringify(Object.fromEntries(places))
  }

  /** Notes that the records before an offset are safe. */
  safe(partition: number, offset: number): void {
    this.safeOffsets.set(partition, offset)
  }

  /** Takes what became safe since the last call. */
  unsaid(): [partition: number, offset: number][] {
    const taken = [...this.safeOffsets]
    this.safeOffsets.clear()
    return taken
  }
}
