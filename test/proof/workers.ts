import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { Kind } from './worker.ts'

/** The processes of a group of workers. */
export class Workers {
  private readonly command: readonly string[]
  private readonly env: Readonly<Record<string, string>>
  private readonly running = new Set<ChildProcess>()
  /** Why a worker has ended by itself. */
  failure: Error | undefined
  /** What they have written. */
  readonly log: string[] = []

  /**
   * @param command the arguments of Node that start one
   * @param env variables of theirs
   */
  constructor(command: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.command = command
    this.env = env
  }

  /** @param command the arguments of Node, if they are others */
  start(command = this.command): ChildProcess {
    const { NO_COLOR, FORCE_COLOR, CI, ...inherited } = process.env
    const child = spawn(process.execPath, [...command], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...inherited, ...this.env },
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
    return this.start(['--import', 'tsx', 'test/proof/worker.ts', kind, this.command.at(-1)!, `${commit}`])
  }

  /** Number of those that run. */
  get size(): number {
    return this.running.size
  }

  /** Resolves when a worker has begun to work on partitions. */
  working(child: ChildProcess): Promise<void> {
    return this.said(child, /"tookOver"|took over/)
  }

  /** Resolves when a worker has printed this, such as the name of an event. */
  async said(child: ChildProcess, event: RegExp): Promise<void> {
    const isThere = () => this.log.some((text) => text.startsWith(`${child.pid}: `) && event.test(text))
    while (!isThere()) {
      if (this.failure) throw this.failure
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
