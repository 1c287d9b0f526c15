import { type Engine, FencedError, type Membership, type TaskLog } from '../engine/engine.ts'
import { ConfigError, DataError } from '../errors.ts'
import type { Backoff } from '../live/backoff.ts'
import { Pace } from './pace.ts'
import type { Precedence } from './precedence.ts'
import type { Reach } from './reach.ts'
import { unlessAborted } from './unless-aborted.ts'
import { type LogWatch, WatchedLog } from './watched-log.ts'
import type { TaskFacts, WorkerOnlooker } from './worker-onlooker.ts'

/** A partition that was taken over, to be processed. */
export interface Task {
  readonly partition: number
  readonly log: TaskLog
  /** How many records to take at a time. */
  readonly pace: Pick<Pace, 'next'>
  /** Aborted when the worker stops: what was read is committed before the task ends. */
  readonly stop: AbortSignal
  /** Aborted when the partition is another worker's: the task ends at once, and commits no more. */
  readonly cancel: AbortSignal
}

/** Processes a partition until one of the signals of the task is aborted. */
export interface RunTask {
  (task: Task): Promise<void>
  /** Digest of what the state depends on, which all workers of a group must have in common. */
  readonly settings?: string
}

/** Delays between two tries. */
export type Delay = Pick<Backoff, 'wait' | 'reset'>

/** What the tasks of a worker have in common. */
export interface Surroundings {
  readonly engine: Engine
  readonly runTask: RunTask
  readonly membership: Promise<Membership>
  readonly stop: AbortSignal
  readonly reach: Reach
  readonly precedence: Precedence
  readonly onlooker: WorkerOnlooker
  readonly delay: () => Delay
  /** Ends the worker: no other try would help. */
  readonly fail: (error: Error) => void
}

/** How often a worker has taken over a partition, and how often that has failed. */
export interface Tries {
  takeovers: number
  errors: number
}

/** A partition as long as it is assigned to this worker: taken over, and again after each failure. */
export class AssignedTask {
  /** Resolves when nothing of the partition goes on in this worker. */
  readonly ended: Promise<void>
  private readonly partition: number
  private readonly around: Surroundings
  private readonly tries: Tries
  private readonly delay: Delay
  private readonly pace = new Pace()
  private readonly cancelling = new AbortController()
  /** Aborted when no more is to be begun. */
  private readonly over: AbortSignal
  private log: WatchedLog | undefined
  private restoreMs: number | undefined
  private problem: string | undefined

  /** @param after what must have ended before: an earlier assignment of the same partition */
  constructor(partition: number, around: Surroundings, tries: Tries, after: Promise<void> | undefined) {
    this.partition = partition
    this.around = around
    this.tries = tries
    this.delay = around.delay()
    this.over = AbortSignal.any([around.stop, this.cancelling.signal])
    this.ended = this.keep(after)
  }

  /** Ends the task without another commit. */
  cancel(): void {
    this.cancelling.abort(new Error(`partition ${this.partition} is assigned to another worker`))
  }

  /** Has the task take few records at a time, since others are being taken over. */
  slow(): void {
    this.pace.slow()
  }

  facts(): TaskFacts {
    const { partition, log, problem, restoreMs, tries } = this
    const state = problem !== undefined ? 'waiting' : log?.position === undefined ? 'restoring' : 'running'
    return { partition, state, problem, position: log?.position, lag: log?.lag, restoreMs, ...tries }
  }

  private async keep(after: Promise<void> | undefined): Promise<void> {
    await after
    while (!this.over.aborted) {
      const error = await this.once()
      if (error === undefined) break
      await this.recover(error)
    }
    this.around.onlooker.released?.(this.partition)
  }

  /** Takes the partition over and processes it; returns why it failed, undefined if it was to end. */
  private async once(): Promise<Error | undefined> {
    const { pace, partition, over } = this
    const { engine, precedence, reach, runTask, stop } = this.around
    const begun = performance.now()
    this.problem = undefined
    pace.slow()
    precedence.begin(partition)
    let log: TaskLog | undefined
    try {
      // A call that fails because the task is over does not mean an outage.
      const within = { of: <T>(call: Promise<T>) => reach.of(call, over) }
      log = await within.of(engine.open(partition, over))
      if (over.aborted) return undefined
      this.log = new WatchedLog(log, within, this.watch(), begun)
      await runTask({ partition, log: this.log, pace, stop, cancel: this.cancelling.signal })
      return undefined
    } catch (error) {
      return this.cancelling.signal.aborted || error === over.reason ? undefined : (error as Error)
    } finally {
      precedence.end(partition)
      this.log = undefined
      await log?.close().catch(() => {})
    }
  }

  private async recover(error: Error): Promise<void> {
    const { around, over, partition } = this
    if (error instanceof ConfigError || error instanceof DataError) {
      around.fail(error)
      this.cancel()
      return
    }
    this.tries.errors++
    this.problem = error.message
    around.onlooker.failed?.(partition, error, error instanceof FencedError)
    await this.delay.wait(over)
    // A worker that was paused could fence the rightful owner, if it did not ask first.
    while (!over.aborted && !(await this.isConfirmed())) await this.delay.wait(over)
  }

  private async isConfirmed(): Promise<boolean> {
    const { membership, reach } = this.around
    const confirmed = membership.then((member) => reach.of(member.confirm(), this.over).then(() => true))
    return (await unlessAborted(confirmed, this.over).catch(() => false)) ?? false
  }

  private watch(): LogWatch {
    const { around, delay, over, partition, tries } = this
    const { precedence } = around
    return {
      tookOver: (takeover) => {
        precedence.end(partition)
        tries.takeovers++
        this.restoreMs = takeover.ms
        around.onlooker.tookOver?.({ partition, ...takeover })
      },
      committed: async (commit) => {
        delay.reset()
        around.onlooker.committed?.({ partition, ...commit })
        await unlessAborted(precedence.turn(), over)
      },
    }
  }
}
