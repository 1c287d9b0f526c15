import { setTimeout as delay } from 'node:timers/promises'
import type { Topics } from './topics.ts'
import type { Workers } from './workers.ts'

/** How often positions are looked at, which is how exactly a takeover is timed. */
const everyMs = 50
/** A group that commits nothing for so long never will. */
const patienceMs = 120_000
/** A transaction that was on its way when a worker was killed may still be committed. */
const settledMs = 300

export interface Takeover {
  readonly what: string
  readonly ms: number
}

/** The positions of a group over time. */
export class Watched {
  readonly takeovers: Takeover[] = []
  private readonly topics: Topics
  private readonly group: string
  private readonly input: string
  private readonly closing = new AbortController()
  private ends: number[] = []
  private positions: number[] = []
  private first: { readonly ms: number; readonly rows: number } | undefined
  private last = 0
  private looking: Promise<void> | undefined
  private failure: unknown
  /** Why the positions could not be had, if they could not. */
  private unknown: string | undefined

  constructor(topics: Topics, group: string, input: string) {
    this.topics = topics
    this.group = group
    this.input = input
  }

  async begin(workers: Workers): Promise<void> {
    this.ends = await this.topics.ends(this.input)
    this.positions = this.ends.map(() => 0)
    this.last = performance.now()
    this.looking = this.look(workers).catch((error: unknown) => {
      this.failure ??= error
    })
  }

  async end(): Promise<void> {
    this.closing.abort()
    await this.looking
  }

  get total(): number {
    return sum(this.ends)
  }

  get committed(): number {
    return sum(this.positions)
  }

  isDone(): boolean {
    return this.failure !== undefined || this.committed === this.total
  }

  /** Rows a second, from the first that were committed to the last. */
  get rowsPerSecond(): number {
    const { ms, rows } = this.first!
    return ((this.committed - rows) / (this.last - ms)) * 1000
  }

  /** Resolves when this part of all rows is committed. */
  reached(part: number): Promise<void> {
    return this.until(() => this.committed >= part * this.total)
  }

  /** Resolves when every partition that has rows left has gone on, and notes how long that took. */
  async takenOver(what: string): Promise<void> {
    const begin = performance.now()
    await this.until(() => performance.now() - begin > settledMs)
    const before = this.positions
    await this.until(() => this.positions.every((position, i) => position > before[i]! || position === this.ends[i]))
    if (before.some((position, i) => position < this.ends[i]!)) this.takeovers.push({ what, ms: this.last - begin })
  }

  /** Resolves when the group has committed something after the call. */
  async goesOn(): Promise<void> {
    const before = this.committed
    await this.until(() => this.committed > before || this.isDone())
  }

  private async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (this.failure !== undefined) throw this.failure
      await delay(everyMs / 2)
    }
  }

  private async look(workers: Workers): Promise<void> {
    while (!this.closing.signal.aborted) {
      if (workers.failure) throw workers.failure
      // None while the broker is away.
      const positions = await this.topics.positions(this.group, this.input).catch((error: Error) => {
        this.unknown = error.message
        return []
      })
      const now = performance.now()
      if (sum(positions) > this.committed) {
        this.positions = positions
        this.last = now
        this.first ??= { ms: now, rows: this.committed }
      }
      if (now - this.last > patienceMs && !this.isDone())
        throw new Error(
          `expected the group to go on, got ${this.committed} of ${this.total} rows (${this.unknown ?? 'no error'}): ${workers.tail()}`,
        )
      await delay(everyMs)
    }
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
