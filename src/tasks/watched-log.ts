import type { InputRecord, StateRecord, TaskLog, Transaction } from '../engine/engine.ts'
import { type Progress, parseProgress } from '../engine/progress.ts'
import type { Reach } from './reach.ts'
import type { Commit, Takeover } from './worker-onlooker.ts'

/** What a `WatchedLog` calls. */
export interface LogWatch {
  tookOver(takeover: Omit<Takeover, 'partition'>): void
  /** The next batch waits for it. */
  committed(commit: Omit<Commit, 'partition'>): Promise<void>
}

/** A log that counts and times what passes through it. */
export class WatchedLog implements TaskLog {
  /** Offset of the first record without outputs; undefined until the state was restored. */
  position: number | undefined
  private readonly log: TaskLog
  private readonly reach: Pick<Reach, 'of'>
  private readonly watch: LogWatch
  private readonly begun: number
  private progress: Progress | undefined
  private bytes = 0
  private records = 0

  /** @param begun when the partition began to be taken over, as `performance.now` says it */
  constructor(log: TaskLog, reach: Pick<Reach, 'of'>, watch: LogWatch, begun: number) {
    this.log = log
    this.reach = reach
    this.watch = watch
    this.begun = begun
  }

  get lag(): number | undefined {
    return this.log.lag
  }

  async restore(onRecord: (record: StateRecord) => void | Promise<void>): Promise<void> {
    const failures: unknown[] = []
    const restored = this.log.restore((record) => {
      this.records++
      this.bytes += sizeOf(record)
      this.progress = parseProgress(record) ?? this.progress
      try {
        return onRecord(record)
      } catch (error) {
        failures.push(error)
        throw error
      }
    })
    // A disk that is full says nothing about the broker.
    const read = restored.catch((error) => {
      if (failures.length === 0) throw error
    })
    await this.reach.of(read)
    if (failures.length > 0) throw failures[0]
  }

  recognize(offset: number, mark: number): Promise<void> {
    return this.reach.of(this.log.recognize(offset, mark))
  }

  async poll(from: number, signal: AbortSignal): Promise<readonly InputRecord[]> {
    if (this.position === undefined) {
      const { begun, bytes, records } = this
      this.position = this.progress?.position ?? from
      const replayed = Math.max(0, this.position - from)
      this.watch.tookOver({ ms: performance.now() - begun, bytes, records, replayed, position: this.position })
    }
    return this.reach.of(this.log.poll(from, signal))
  }

  async commit(transaction: Transaction): Promise<void> {
    const begun = performance.now()
    await this.reach.of(this.log.commit(transaction))
    this.position = transaction.position
    const bytes = transaction.state.reduce((sum, record) => sum + sizeOf(record), 0)
    await this.watch.committed({ ms: performance.now() - begun, outputs: transaction.outputs.length, bytes })
  }

  close(): Promise<void> {
    return this.log.close()
  }
}

/** Bytes of a record; a letter of a key counts as one. */
const sizeOf = ({ key, value }: StateRecord) => key.length + (value?.length ?? 0)
