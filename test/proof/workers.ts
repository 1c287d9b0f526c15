import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { Kind } from './worker.ts'

/** What a worker has not said by then it never will. */
const patienceMs = 120_000

/** The processes of a group of workers. */
export class Workers {
  private readonly command: readonly string[]
  private readonly brokers: readonly string[]
  private readonly running = new Set<ChildProcess>()
  /** Why a worker has ended by itself. */
  failure: Error | undefined
  /** What they have written. */
  readonly log: string[] = []

  /**
   * @param command the arguments of Node that start one
   * @param brokers addresses, which it has as the variable BROKERS
   */
  constructor(command: readonly string[], brokers: readonly string[]) {
    this.command = command
    this.brokers = brokers
  }

  /** Starts a worker, by default in the usual way. */
  start({ command = this.command, brokers = this.brokers } = {}): ChildProcess {
    const { NO_COLOR, FORCE_COLOR, CI, ...inherited } = process.env
    const child = spawn(process.execPath, [...command], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...inherited, BROKERS: brokers.join(',') },
    })
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => this.log.push(`${child.pid}: ${text}`))
    this.running.add(child)
    child.on('exit', (code, signal) => {
      this.running.delete(child)
      this.log.push(`${child.pid}: ended with ${code ?? signal}\n`)
      if (code) this.failure ??= new Error(`expected a worker to run, got its end with ${code}: ${this.tail()}`)
    })
    return child
  }

  /** Starts a worker of tests that halts within one of its commits. */
  startHalting(kind: Kind, commit = 1): ChildProcess {
    const command = ['--import', 'tsx', 'test/proof/worker.ts', kind, this.command.at(-1)!, `${commit}`]
    return this.start({ command })
  }

  /** Number of those that run. */
  get size(): number {
    return this.running.size
  }

  /** Resolves when a worker has begun to work on partitions. @param since place in the log to look from */
  working(child: ChildProcess, since?: number): Promise<void> {
    return this.said(child, /"tookOver"|took over/, since)
  }

  /** Resolves when a worker has said that it cannot reach the brokers. */
  lost(child: ChildProcess, since: number): Promise<void> {
    return this.said(child, /"lost"|no connection/, since)
  }

  /** Resolves when a worker has printed this, such as the name of an event. */
  async said(child: ChildProcess, event: RegExp, since = 0): Promise<void> {
    const isThere = () => this.log.slice(since).some((text) => text.startsWith(`${child.pid}: `) && event.test(text))
    const begin = performance.now()
    while (!isThere()) {
      if (this.failure) throw this.failure
      if (performance.now() - begin > patienceMs) throw new Error(`expected ${event}, got: ${this.tail()}`)
      if (!this.running.has(child)) throw new Error(`expected ${event}, got the end of a worker: ${this.tail()}`)
      await delay(25)
    }
  }

  /** Sends a signal to a worker; with one that ends it, resolves when it has ended. */
  async signal(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    if (!this.running.has(child)) throw new Error(`expected a worker that runs, got its end: ${this.tail()}`)
    this.log.push(`${child.pid}: {"event":"${signal}","at":${Date.now()}}\n`)
    child.kill(signal)
    if (signal === 'SIGKILL' || signal === 'SIGTERM') await once(child, 'exit')
  }

  /** Ends all of them as an operator does; fails if one does not end with 0. */
  async stop(): Promise<void> {
    await Promise.all(
      [...this.running].map(async (child) => {
        await this.signal(child, 'SIGTERM')
        if (this.failure) throw this.failure
      }),
    )
  }

  /** Kills those that still run. */
  kill(): void {
    for (const child of this.running) child.kill('SIGKILL')
  }

  tail(): string {
    return this.log.join('').slice(-3000)
  }
}
