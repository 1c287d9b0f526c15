import type { Onlooker } from '../run/onlooker.ts'
import { keyText } from '../series/key-text.ts'
import type { Ledger, RowCounts } from '../series/ledger.ts'
import type { Commit, Takeover, WorkerFacts, WorkerOnlooker } from '../tasks/worker-onlooker.ts'
import { RunWatch } from './run-watch.ts'

/** A task that is watched. */
interface WatchedTask {
  readonly ledger: Ledger
  /** The rows before this worker took it over. */
  readonly before: RowCounts
  readonly keys: Set<string>
}

const counts = ['rows', 'accepted', 'imputed', 'rejected', 'skipped', 'filled', 'restarts'] as const
type Counts = Record<(typeof counts)[number], number>

const none: WorkerFacts = { partitions: undefined, connected: false, joined: false, tasks: [] }

/** Watches a worker for those who operate it: its tasks, together as one run, and its dealings with the broker. */
export class TasksWatch extends RunWatch {
  facts: () => WorkerFacts = () => none
  takeovers = 0
  restoredBytes = 0
  replayed = 0
  commits = 0
  outputs = 0
  changelogBytes = 0
  fenced = 0
  /** Errors after which a task had to be taken over again, fencing aside. */
  errors = 0
  outages = 0
  /** Called with the milliseconds of each commit, and of each takeover. */
  onCommit: (ms: number) => void = () => {}
  onTakeover: (ms: number) => void = () => {}
  private readonly tasks = new Map<number, WatchedTask>()
  /** Rows of tasks that others have now. */
  private readonly past: Counts = { rows: 0, accepted: 0, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }
  private left = false

  /** What watches the worker. */
  readonly onlooker: WorkerOnlooker = {
    begin: (facts) => {
      this.facts = facts
    },
    task: (partition) => this.task(partition),
    released: (partition) => this.release(partition),
    tookOver: (takeover) => this.tookOver(takeover),
    committed: (commit) => this.committed(commit),
    failed: (_, __, fenced) => {
      if (fenced) this.fenced++
      else this.errors++
    },
    lost: () => {
      this.outages++
    },
    left: () => {
      this.left = true
    },
  }

  /** The rows that this process has read, those that it read again included. */
  override get rows(): RowCounts {
    const sum: Counts = { ...this.past }
    for (const { before, ledger } of this.tasks.values())
      for (const count of counts) sum[count] += ledger[count] - before[count]
    return sum
  }

  /** Why the worker does not do its part now; undefined if it does. That no rows come is no reason. */
  override get unready(): string | undefined {
    const { connected, joined, tasks } = this.facts()
    if (this.failure !== undefined) return `the worker failed: ${this.failure}`
    if (this.left) return 'the worker has left the group'
    if (!connected) return 'the broker cannot be reached'
    if (!joined) return 'the worker does not belong to the group yet'
    const waiting = tasks.find(({ state }) => state === 'waiting')
    if (waiting) return `partition ${waiting.partition} waits to be taken over again: ${waiting.problem ?? 'it failed'}`
    const restoring = tasks.filter(({ state }) => state === 'restoring').length
    if (restoring > 0)
      return `the state of ${restoring === 1 ? '1 partition' : `${restoring} partitions`} is being restored`
    return undefined
  }

  private task(partition: number): Partial<Onlooker> {
    return {
      begin: (ledger) => {
        this.release(partition)
        this.tasks.set(partition, { ledger, before: ledger.counts, keys: new Set() })
        this.listenTo(ledger)
      },
      write: (batch) => {
        const keys = this.tasks.get(partition)?.keys
        for (const { observation } of batch) keys?.add(keyText(observation.key))
        this.write(batch)
      },
      happened: (event) => this.happened(event),
      step: (ms) => this.step(ms),
    }
  }

  private release(partition: number): void {
    const task = this.tasks.get(partition)
    if (!task) return
    this.tasks.delete(partition)
    for (const count of counts) this.past[count] += task.ledger[count] - task.before[count]
    this.forget(task.keys)
  }

  private tookOver({ ms, bytes, replayed }: Takeover): void {
    this.takeovers++
    this.restoredBytes += bytes
    this.replayed += replayed
    this.onTakeover(ms)
  }

  private committed({ ms, bytes, outputs }: Commit): void {
    this.commits++
    this.outputs += outputs
    this.changelogBytes += bytes
    this.onCommit(ms)
  }
}
