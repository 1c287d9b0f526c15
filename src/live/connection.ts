import { ConfigError } from '../errors.ts'
import { Answered } from './answered.ts'
import { Backoff, type Delays } from './backoff.ts'
import { causeOf } from './cause-of.ts'
import type { Feed, Link } from './feed.ts'
import { Outage } from './outage.ts'

/** Who takes the messages of a feed. */
export interface Receiver {
  readonly cursor: string | undefined
  message(text: string, cursor?: string): Promise<void>
}

/** Options of `keepConnected`. */
export interface ConnectionOptions {
  /** Delays between two tries to connect. */
  readonly reconnect: Delays
  /** Milliseconds without any message or answer after which the connection counts as lost; undefined for no limit. */
  readonly idle?: number | undefined
  /** Called once when the connection is lost, and once when it is back. */
  readonly tell?: ((notice: string) => void) | undefined
  /** Called when the first try to connect has succeeded. */
  readonly say?: ((notice: string) => void) | undefined
  /** Called with why the connection was lost, and with undefined when it works. */
  readonly linked?: ((lost: string | undefined) => void) | undefined
}

/**
 * Keeps a feed connected until the signal is aborted.
 *
 * @throws ConfigError if another try would not help
 */
export async function keepConnected(
  feed: Feed,
  receiver: Receiver,
  signal: AbortSignal,
  options: ConnectionOptions,
): Promise<void> {
  const backoff = new Backoff(options.reconnect)
  const outage = new Outage(
    backoff,
    (notice) => options.tell?.(`${feed.name}: ${notice}`),
    () => options.say?.(`connected to ${feed.name}`),
  )
  const works = () => {
    outage.works()
    options.linked?.(undefined)
  }
  while (!signal.aborted) {
    const attempt = new Attempt(receiver, signal, options.idle, works)
    let why = 'it was closed'
    let answered: Answered | undefined
    try {
      await feed.run(attempt)
    } catch (error) {
      if (error instanceof ConfigError) throw error
      why = causeOf(error)
      if (error instanceof Answered) answered = error
    } finally {
      attempt.end()
    }
    if (signal.aborted) return
    const reason = attempt.silent ?? why
    outage.lose(reason, answered !== undefined)
    options.linked?.(reason)
    await backoff.wait(signal, answered?.ms)
  }
}

/** Milliseconds after which an open connection counts as working though nothing was heard. */
const settledMs = 1000

/** One connection, or one try. */
class Attempt implements Link {
  /** Why it was ended because of silence; undefined if it was not. */
  silent: string | undefined
  private readonly receiver: Receiver
  private readonly outer: AbortSignal
  private readonly onWorks: () => void
  private readonly controller = new AbortController()
  private readonly stop = () => this.controller.abort()
  private readonly silence: NodeJS.Timeout | undefined
  private settling: NodeJS.Timeout | undefined
  /** Messages that are not safe yet: while there are some, the feed may have paused the sender. */
  private unsafe = 0
  private works = false

  constructor(receiver: Receiver, outer: AbortSignal, idle: number | undefined, onWorks: () => void) {
    this.receiver = receiver
    this.outer = outer
    this.onWorks = onWorks
    outer.addEventListener('abort', this.stop, { once: true })
    if (outer.aborted) this.stop()
    if (idle !== undefined) this.silence = setTimeout(() => this.hush(idle), idle)
  }

  get signal(): AbortSignal {
    return this.controller.signal
  }

  get cursor(): string | undefined {
    return this.receiver.cursor
  }

  open(): void {
    this.silence?.refresh()
    this.settling ??= setTimeout(() => this.heard(), settledMs)
  }

  heard(): void {
    this.silence?.refresh()
    if (this.works || this.signal.aborted) return
    this.works = true
    clearTimeout(this.settling)
    this.onWorks()
  }

  async message(text: string, cursor?: string): Promise<void> {
    this.heard()
    this.unsafe++
    await this.receiver.message(text, cursor)
    this.unsafe--
    this.silence?.refresh()
  }

  end(): void {
    this.stop()
    clearTimeout(this.silence)
    clearTimeout(this.settling)
    this.outer.removeEventListener('abort', this.stop)
  }

  private hush(idle: number): void {
    if (this.unsafe > 0) {
      this.silence?.refresh()
      return
    }
    this.silent = `nothing was heard for ${idle / 1000} s`
    this.stop()
  }
}
