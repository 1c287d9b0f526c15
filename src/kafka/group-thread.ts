import { Worker } from 'node:worker_threads'
import type { Membership } from '../engine/engine.ts'
import { ConfigError } from '../errors.ts'
import { Backoff } from '../live/backoff.ts'
import type { KafkaClient } from './client.ts'
import type { GroupOptions } from './group.ts'
import type { GroupData, GroupReport, GroupRequest, ToldError } from './group-messages.ts'

/** As `max.poll.interval.ms` of Kafka's own consumer. */
const defaultHungMs = 300_000

/**
 * A place in a consumer group whose heartbeats are sent from a thread, as Kafka's own consumer does it: the tasks of a
 * worker can compute for longer than a session, one after another. If the program hangs, the thread leaves the group.
 */
export class GroupThread implements Membership {
  private readonly data: GroupData
  private readonly assigned: (partitions: readonly number[]) => void
  private readonly leaving = new AbortController()
  private worker: Worker | undefined
  /** Those who wait for a confirmation, by the number of their request. */
  private waiting = new Map<number, (error?: Error) => void>()
  private requests = 0

  constructor(
    { connection, word }: Pick<KafkaClient, 'connection' | 'word'>,
    { agreement, group, session }: GroupOptions,
    assigned: (partitions: readonly number[]) => void,
    hungMs = defaultHungMs,
  ) {
    this.data = { connection, word, options: { agreement, group, session }, hungMs }
    this.assigned = assigned
  }

  /**
   * Joins the group; from then on it is joined again whenever it was lost.
   *
   * @throws ConfigError if another try would not help
   */
  async join(): Promise<void> {
    const worker = new Worker(program(), { workerData: this.data })
    this.worker = worker
    let joined = false
    const alive = setInterval(() => worker.postMessage({ alive: true } satisfies GroupRequest), this.data.hungMs / 10)
    try {
      await new Promise<void>((resolve, reject) => {
        worker.on('message', (report: GroupReport) => {
          if ('assigned' in report) this.assigned(report.assigned)
          else if ('confirmed' in report) this.settle(report.confirmed, report.error)
          else if ('failed' in report) reject(errorOf(report.failed))
          else resolve()
        })
        worker.on('error', reject)
        worker.on('exit', () => {
          clearInterval(alive)
          reject(new Error('the thread of the group has ended'))
          if (joined && !this.leaving.signal.aborted) void this.rejoin()
        })
      })
      joined = true
    } catch (error) {
      this.worker = undefined
      await worker.terminate()
      throw error
    }
  }

  confirm(): Promise<void> {
    const { worker } = this
    if (worker === undefined) return Promise.reject(new Error('the group was left'))
    const request = ++this.requests
    return new Promise((resolve, reject) => {
      this.waiting.set(request, (error) => (error === undefined ? resolve() : reject(error)))
      worker.postMessage({ confirm: request } satisfies GroupRequest)
    })
  }

  async leave(): Promise<void> {
    this.leaving.abort()
    const { worker } = this
    this.worker = undefined
    this.settleAll()
    if (worker === undefined) return
    const exit = new Promise((resolve) => worker.once('exit', resolve))
    worker.postMessage({ leave: true } satisfies GroupRequest)
    await exit
  }

  private async rejoin(): Promise<void> {
    this.worker = undefined
    this.settleAll()
    this.assigned([])
    const backoff = new Backoff({ from: 200, to: 5000 })
    while (this.worker === undefined && !this.leaving.signal.aborted) {
      await backoff.wait(this.leaving.signal)
      await this.join().catch(() => {})
    }
  }

  private settle(request: number, error: ToldError | undefined): void {
    this.waiting.get(request)?.(error && errorOf(error))
    this.waiting.delete(request)
  }

  private settleAll(): void {
    for (const request of [...this.waiting.keys()]) this.settle(request, { message: 'the group was left' })
  }
}

const errorOf = ({ message, problems }: ToldError) => (problems ? new ConfigError(problems) : new Error(message))

/** The program of the thread, compiled: Node cannot run TypeScript in a thread. */
const program = () =>
  new URL(
    import.meta.url.endsWith('.ts') ? '../../dist/kafka/group-in-thread.js' : '../kafka/group-in-thread.js',
    import.meta.url,
  )
