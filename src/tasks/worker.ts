import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine, Membership } from '../engine/engine.ts'
import { ConfigError } from '../errors.ts'
import { Backoff, type Delays } from '../live/backoff.ts'
import { AssignedTask, type Delay, type RunTask, type Surroundings, type Tries } from './assigned-task.ts'
import { Precedence } from './precedence.ts'
import { Reach } from './reach.ts'
import { unlessAborted } from './unless-aborted.ts'
import { within } from './within.ts'
import type { WorkerFacts, WorkerOnlooker } from './worker-onlooker.ts'

/** A takeover takes about a second, and a broker that comes back some seconds. */
const delays: Delays = { from: 250, to: 15_000 }

/**
 * Milliseconds in which a stopped worker may commit, and then leave the group. A broker can have frozen and never answer;
 * Kubernetes waits 30 seconds for a process. What was not committed is processed by the next owner.
 */
const stopMs = 10_000

/** Milliseconds between two looks at what the worker depends on. Rows of new partitions can be missed as long. */
const lookMs = 5000

/** Options of `work`. */
export interface WorkerOptions {
  /** Aborted to stop: the tasks commit what they have processed, and the worker leaves the group. */
  readonly stop: AbortSignal
  readonly onlooker?: WorkerOnlooker | undefined
  /** Makes the delays between the tries of a task. */
  readonly delay?: (() => Delay) | undefined
}

/**
 * Works in a group: runs a task for each partition that is assigned to this worker, until it is stopped. What fails is
 * tried again, as long as it takes; a broker that cannot be reached is waited for.
 *
 * @throws ConfigError or DataError of a task or of the engine, if another try would not help
 */
export function work(engine: Engine, runTask: RunTask, options: WorkerOptions): Promise<void> {
  return new Worker(engine, runTask, options).run()
}

class Worker {
  private readonly engine: Engine
  private readonly onlooker: WorkerOnlooker
  private readonly around: Surroundings
  private readonly reach: Reach
  /** Aborted when the worker ends, whether it is stopped or has failed. */
  private readonly end: AbortSignal
  private readonly failing = new AbortController()
  private readonly delay: () => Delay
  /** The tasks assigned now, by partition. */
  private readonly tasks = new Map<number, AssignedTask>()
  /** What a partition still does for an earlier assignment. */
  private readonly ending = new Map<number, Promise<void>>()
  private readonly tries = new Map<number, Tries>()
  private partitions: number | undefined
  private joined = false
  private become!: (membership: Membership) => void

  constructor(engine: Engine, runTask: RunTask, { stop, onlooker = {}, delay }: WorkerOptions) {
    this.engine = engine
    this.onlooker = onlooker
    this.end = AbortSignal.any([stop, this.failing.signal])
    this.reach = new Reach(onlooker)
    this.delay = delay ?? (() => new Backoff(delays))
    this.around = {
      engine,
      runTask,
      membership: new Promise((resolve) => (this.become = resolve)),
      stop: this.end,
      reach: this.reach,
      precedence: new Precedence(),
      onlooker,
      delay: this.delay,
      fail: (error) => this.failing.abort(error),
    }
  }

  async run(): Promise<void> {
    this.onlooker.begin?.(() => this.facts())
    let membership: Membership | undefined
    try {
      this.partitions = await this.persist(() => this.engine.partitions())
      const { settings } = this.around.runTask
      membership = await this.persist(() => this.engine.join((partitions) => this.assign(partitions), settings))
      if (membership) this.become(membership)
      void this.watch()
      await unlessAborted(new Promise(() => {}), this.end)
    } finally {
      await within(stopMs, Promise.all(this.ending.values()))
      for (const task of this.tasks.values()) task.cancel()
      await within(stopMs, this.leave(membership))
      this.onlooker.left?.()
    }
    if (this.failing.signal.aborted) throw this.failing.signal.reason
  }

  private async leave(membership: Membership | undefined): Promise<void> {
    await membership?.leave().catch(() => {})
    await this.engine.close().catch(() => {})
  }

  private facts(): WorkerFacts {
    const tasks = [...this.tasks].sort(([a], [b]) => a - b).map(([, task]) => task.facts())
    return { partitions: this.partitions, connected: this.reach.connected, joined: this.joined, tasks }
  }

  /** Begins the tasks that are new, and cancels those that are another worker's. */
  private assign(partitions: readonly number[]): void {
    if (partitions.length > 0) this.noteJoined()
    else void this.askJoined()
    this.onlooker.assigned?.(partitions)
    void this.look()
    for (const [partition, task] of this.tasks) {
      if (partitions.includes(partition)) continue
      task.cancel()
      this.tasks.delete(partition)
    }
    if (this.end.aborted) return
    const added = partitions.filter((partition) => !this.tasks.has(partition))
    if (added.length > 0) for (const task of this.tasks.values()) task.slow()
    for (const partition of added) this.begin(partition)
  }

  private begin(partition: number): void {
    const tries = this.tries.get(partition) ?? { takeovers: 0, errors: 0 }
    this.tries.set(partition, tries)
    const task = new AssignedTask(partition, this.around, tries, this.ending.get(partition))
    this.tasks.set(partition, task)
    this.ending.set(partition, task.ended)
  }

  private async watch(): Promise<void> {
    while (!this.end.aborted) {
      await sleep(lookMs, undefined, { signal: this.end, ref: false }).catch(() => {})
      await this.look()
    }
  }

  private async look(): Promise<void> {
    if (this.end.aborted) return
    // Whether the broker can be reached, the tasks find out.
    await this.engine.check().catch((error) => {
      if (error instanceof ConfigError) this.failing.abort(error)
    })
  }

  private noteJoined(): void {
    if (!this.joined) this.onlooker.joined?.()
    this.joined = true
  }

  /** Without partitions it has either lost the group, or the group has more workers than partitions. */
  private async askJoined(): Promise<void> {
    this.joined = false
    const membership = await this.around.membership
    const confirmed = await unlessAborted(
      this.reach.of(membership.confirm(), this.end).then(() => true),
      this.end,
    ).catch(() => {})
    if (confirmed) this.noteJoined()
  }

  private persist<T>(call: () => Promise<T>): Promise<T | undefined> {
    return this.reach.persist(call, this.delay(), this.end)
  }
}
