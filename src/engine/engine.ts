/**
 * What distributes the partitions of an input over workers, and keeps what they commit: Kafka, or a simulation of it in
 * memory. A partition of the input, its changelog and its outputs belong together; at any time at most one worker can
 * commit to them.
 */
export interface Engine {
  /** Its name in messages, such as `kafka readings`; without passwords. */
  readonly name: string
  /** Number of partitions of the input. It is asked for once; a worker goes on with that number. */
  partitions(): Promise<number>
  /**
   * Joins the group of workers.
   *
   * @param assigned called with all partitions that are this worker's from now on, at each rebalance; none when the
   * group was lost
   * @param settings digest of what the workers of a group must have in common
   * @throws ConfigError if workers of the group have others
   */
  join(assigned: (partitions: readonly number[]) => void, settings?: string): Promise<Membership>
  /**
   * Looks whether everything is as it was when the group was joined. To be called now and then.
   *
   * @throws ConfigError if the input has another number of partitions, or workers of the group have agreed upon
   * something else
   */
  check(): Promise<void>
  /**
   * Takes over a partition: the owner before it can commit no more, and what it had not committed is undone.
   *
   * @param signal aborted when the partition is no longer wanted
   */
  open(partition: number, signal: AbortSignal): Promise<TaskLog>
  close(): Promise<void>
}

/** A place in the group of workers. */
export interface Membership {
  /**
   * Resolves when the group has confirmed, after the call, that this worker belongs to it. To be awaited before a
   * partition is taken over again: a worker that was paused could otherwise fence the rightful owner.
   */
  confirm(): Promise<void>
  /** Leaves the group, so that others take over at once. */
  leave(): Promise<void>
}

/** A record of the input. */
export interface InputRecord {
  /** Its place in the partition. The next one can be more than 1 higher. */
  readonly offset: number
  readonly key: Uint8Array | undefined
  readonly value: Uint8Array | undefined
  /** Milliseconds since 1970, as the producer or the broker has written it. */
  readonly time: number
  /** Texts by name. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** A record of the changelog. It stands for its key until the next one of the same key; without a value it removes it. */
export interface StateRecord {
  readonly key: string
  readonly value: Uint8Array | undefined
}

/** A record to be sent. */
export interface OutputRecord {
  readonly topic: string
  readonly key: string
  readonly value: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** Everything that takes effect together. */
export interface Transaction {
  /** For the same partition of their topics, in order. */
  readonly outputs: readonly OutputRecord[]
  readonly state: readonly StateRecord[]
  /** Offset of the first record of the input that has no outputs yet; the engine shows it as the position of the group. */
  readonly position: number
}

/** The input, changelog and outputs of a partition, for its owner. */
export interface TaskLog {
  /**
   * Passes on the records of the changelog, in order, up to everything that was committed before the takeover. To be
   * called first.
   *
   * @throws the reason of the signal given to `open` if that was aborted: what was passed on is not everything then
   */
  restore(onRecord: (record: StateRecord) => void | Promise<void>): Promise<void>
  /**
   * Looks whether a record of the input is still the one that was read. One that was removed meanwhile is passed over.
   *
   * @param mark of the record, see `recordMark`
   * @throws ConfigError if the offset has another record, or none yet: the input was made again
   */
  recognize(offset: number, mark: number): Promise<void>
  /**
   * Records from an offset on, as many as are there; waits until there is one.
   *
   * @returns none if the signal was aborted
   */
  poll(from: number, signal: AbortSignal): Promise<readonly InputRecord[]>
  /**
   * Commits: all of it takes effect, or nothing.
   *
   * @throws FencedError if another worker has taken over the partition; any other error leaves open whether it took
   * effect. After an error the log is of no more use: the partition must be taken over again
   */
  commit(transaction: Transaction): Promise<void>
  /** Records that are there and were not committed yet; undefined if that is not known. */
  readonly lag: number | undefined
  close(): Promise<void>
}

/** Another worker has taken over the partition. */
export class FencedError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'FencedError'
  }
}
