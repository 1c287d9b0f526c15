import { Random } from '../../src/lstm/random.ts'
import type { RunTask } from '../../src/tasks/assigned-task.ts'
import { unlessAborted } from '../../src/tasks/unless-aborted.ts'
import { work } from '../../src/tasks/worker.ts'
import { asksFirst } from './asks-first.ts'
import { BusyTasks } from './busy-tasks.ts'
import { type Left, leftIn } from './left.ts'
import { type ClusterOptions, MemoryCluster } from './memory-engine.ts'
import { Scheduler } from './scheduler.ts'

/** A record of the input. */
export interface Row {
  readonly partition: number
  readonly key: string
  readonly value: string
}

/** What is simulated. */
export interface World {
  readonly rows: readonly Row[]
  readonly partitions: number
  /** The task that workers run. */
  readonly task: (cluster: MemoryCluster) => RunTask
  /** What the cluster does otherwise than it should. */
  readonly control?: Partial<ClusterOptions> | undefined
}

/** How a simulation has ended. */
export interface Simulated {
  readonly left: readonly Left[]
  /** What went wrong besides; empty if nothing did. */
  readonly problems: readonly string[]
  readonly trace: readonly string[]
}

/** Steps after which a simulation is said not to end. */
const mostSteps = 20_000

interface Worker {
  readonly name: string
  readonly stop: AbortController
  state: 'working' | 'stopping' | 'ended' | 'crashed'
}

/**
 * Workers that share the partitions of an input, while a seed decides which of their calls goes on next, and which
 * faults befall them. One worker goes through everything that it can do before a next call goes on.
 *
 * @param faults how many at most
 */
export const simulate = (world: World, seed: number, faults = 12): Promise<Simulated> =>
  new Simulation(world, seed, faults).run()

const hasEnded: readonly Worker['state'][] = ['ended', 'crashed']

class Simulation {
  private readonly random: Random
  private readonly scheduler: Scheduler
  private readonly cluster: MemoryCluster
  private readonly task: RunTask
  private readonly problems: string[] = []
  private readonly workers: Worker[] = []
  private readonly rows: Row[]
  private readonly busy = new BusyTasks()
  private faults: number
  private steps = 0

  constructor({ rows, partitions, task, control }: World, seed: number, faults: number) {
    this.random = new Random(seed)
    this.scheduler = new Scheduler(this.random)
    this.cluster = new MemoryCluster({ partitions, gate: this.scheduler.gate, ...control })
    this.task = task(this.cluster)
    this.rows = [...rows]
    this.faults = this.random.below(faults + 1)
  }

  async run(): Promise<Simulated> {
    for (let workers = this.faults > 0 ? 1 + this.random.below(3) : 1; workers > 0; workers--) this.start()
    while (!this.isProcessed() && this.goesOn()) {
      this.act()
      await this.settle()
    }
    this.scheduler.note('all was processed')
    await this.calm()
    for (const worker of this.alive()) this.stop(worker)
    await this.calm()
    // What is left is enough to go on from.
    const last = this.start()
    await this.calm()
    this.stop(last)
    await this.calm()
    if (this.workers.some(({ state }) => !hasEnded.includes(state))) this.problems.push('it does not end')
    this.cluster.close()
    await turn()
    this.scheduler.sweep()
    await this.settle()
    return { left: leftIn(this.cluster), problems: this.problems, trace: this.scheduler.trace }
  }

  private goesOn(): boolean {
    this.steps++
    return this.steps < mostSteps && this.problems.length === 0
  }

  /** Everything goes on until every worker waits for more records. */
  private async calm(): Promise<void> {
    do await this.settle()
    while (this.goesOn() && this.proceed())
  }

  /** One thing happens. */
  private act(): void {
    const { random, rows } = this
    if (this.faults > 0 && random.below(12) === 0) {
      this.faults--
      this.befall()
    } else if (this.alive().length === 0) this.start()
    else if ((rows.length > 0 && random.below(8) === 0) || !this.proceed()) {
      if (rows.length === 0) this.problems.push('nothing goes on')
      for (let n = 1 + random.below(6); n > 0; n--) this.produce()
    }
  }

  /** A call goes on; if there is none, what else is to come. Returns whether there was anything. */
  private proceed(): boolean {
    const { random, scheduler } = this
    const paused = this.workers.filter(({ name }) => scheduler.isPaused(name))
    const gone = this.workers.filter(({ state, name }) => hasEnded.includes(state) && this.cluster.group.has(name))
    if (paused.length > 0 && random.below(20) === 0) scheduler.goOn(pick(paused, random).name)
    else if (gone.length > 0 && random.below(10) === 0) this.expel(pick(gone, random))
    else if (scheduler.step(false)) return true
    else if (paused.length > 0) scheduler.goOn(pick(paused, random).name)
    else if (gone.length > 0) this.expel(pick(gone, random))
    else return false
    return true
  }

  private befall(): void {
    const { random, scheduler, cluster } = this
    const alive = this.alive()
    const worker = alive.length > 0 ? pick(alive, random) : undefined
    switch (random.below(9)) {
      case 0:
      case 1:
        scheduler.step(true)
        break
      case 2:
        scheduler.note('rebalance')
        cluster.group.rebalance()
        break
      case 3: {
        const partition = random.below(cluster.partitions.length)
        scheduler.note(`fence ${partition}`)
        cluster.fence(partition)
        break
      }
      case 4:
        if (alive.length < 4) this.start()
        break
      case 5:
        if (worker) this.stop(worker)
        break
      case 6:
        if (worker) this.expel(worker)
        break
      case 7:
        if (worker) scheduler.pause(worker.name)
        // It is missed at once, or comes back before that.
        if (worker && random.below(2) === 0) this.expel(worker)
        break
      default:
        if (!worker) break
        worker.state = 'crashed'
        scheduler.note(`crash ${worker.name}`)
        scheduler.end(worker.name)
        this.busy.end(worker.name)
    }
  }

  private start(): Worker {
    const name = `w${this.workers.length}`
    this.scheduler.note(`start ${name}`)
    const worker: Worker = { name, stop: new AbortController(), state: 'working' }
    this.workers.push(worker)
    const delay = () => ({
      wait: async (signal: AbortSignal) => {
        await unlessAborted(this.scheduler.gate({ worker: name, call: 'wait', when: 'before' }), signal)
      },
      reset() {},
    })
    const engine = asksFirst(name, this.cluster.engine(name), this.scheduler, this.problems)
    work(engine, this.busy.observe(name, this.task), { stop: worker.stop.signal, delay })
      .catch((error) => {
        if (worker.state !== 'crashed') this.problems.push(`${name} has failed: ${error.stack}`)
      })
      .finally(() => {
        if (worker.state === 'crashed') return
        worker.state = 'ended'
        this.scheduler.end(name)
      })
    return worker
  }

  /** Waits until every worker waits in a call. */
  private async settle(): Promise<void> {
    do await turn()
    while (this.busy.some)
  }

  private alive = (): Worker[] => this.workers.filter(({ state }) => state === 'working')

  private stop(worker: Worker): void {
    this.scheduler.note(`stop ${worker.name}`)
    worker.state = 'stopping'
    worker.stop.abort()
  }

  private expel({ name }: Worker): void {
    this.scheduler.note(`expel ${name}`)
    this.cluster.group.expel(name)
  }

  private produce(): void {
    const row = this.rows.shift()
    if (row) this.cluster.produce(row.partition, row.key, row.value)
  }

  private isProcessed = (): boolean => this.rows.length === 0 && this.cluster.isProcessed()
}

const pick = <T>(values: readonly T[], random: Random): T => values[random.below(values.length)]!
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
