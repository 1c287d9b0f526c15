import type { Beat } from '../../src/recording/wire.ts'

/** Why there is no stream: the server wants another token, has too many clients, or does not answer. */
export type Refusal = 'token' | 'full' | 'silence'

/** State of the connection. */
export type Link =
  | { readonly name: 'connecting' }
  | { readonly name: 'open' }
  | { readonly name: 'lagging'; readonly seconds: number }
  | { readonly name: 'reconnecting'; readonly seconds: number; readonly why: Refusal; readonly tryNow: () => void }

/** Silence after which the connection counts as lost; the server sends something at least every 5 s. */
const silenceMs = 12_000
const lagMs = 2_000
const longestWaitS = 15

/** What is done with the events of a stream, by their names. An event with the time `at` tells the delay. */
export type Receivers = Readonly<Record<string, (data: never) => void>>

/**
 * An event stream that is resumed after the last event received, and retried after increasing delays. The browser's own
 * reconnection neither detects a dead connection nor reports its delay.
 */
export class Stream {
  link: Link = { name: 'connecting' }

  private readonly receivers: Receivers
  private readonly changed: () => void
  private path = ''
  private source: EventSource | null = null
  private last = ''
  private tries = 0
  private lastEventAt = 0
  /**
   * The smallest difference between the time a frame was made and the time it arrived: the offset of the clocks plus
   * the latency.
   */
  private quickest = Number.POSITIVE_INFINITY
  private timer = 0
  private why: Refusal = 'silence'

  /** @param changed called after every event, and when the link changes */
  constructor(receivers: Receivers, changed: () => void) {
    this.receivers = receivers
    this.changed = changed
    setInterval(() => this.watch(), 1000)
  }

  /** Opens the stream at a path with its query; another one, if one is open. */
  open(path: string): void {
    if (path !== this.path) this.last = ''
    this.path = path
    this.tries = 0
    this.connect()
  }

  /** Closes the stream; `open` continues it. */
  close(): void {
    this.source?.close()
    this.source = null
    clearTimeout(this.timer)
  }

  private connect(): void {
    this.close()
    this.lastEventAt = performance.now()
    const source = new EventSource(
      `${this.path}${this.path.includes('?') ? '&' : '?'}${new URLSearchParams({ after: this.last })}`,
    )
    this.source = source
    for (const [name, act] of Object.entries<(data: never) => void>({ beat: () => {}, ...this.receivers })) {
      source.addEventListener(name, (event: MessageEvent<string>) => {
        if (source !== this.source) return
        if (event.lastEventId) this.last = event.lastEventId
        this.lastEventAt = performance.now()
        this.tries = 0
        const data = JSON.parse(event.data) as Partial<Beat>
        if (data.at !== undefined) this.hear(data.at)
        else if (this.link.name !== 'lagging') this.link = { name: 'open' }
        act(data as never)
        this.changed()
      })
    }
    source.onerror = () => {
      if (source === this.source) this.retry()
    }
  }

  /** The time of the server's clock, as far as it is known here; NaN before the server told it. */
  get serverNow(): number {
    return this.quickest === Number.POSITIVE_INFINITY ? Number.NaN : Date.now() - this.quickest
  }

  private hear(at: number): void {
    const delay = Date.now() - at
    this.quickest = Math.min(this.quickest, delay)
    const late = delay - this.quickest
    this.link = late > lagMs ? { name: 'lagging', seconds: Math.round(late / 1000) } : { name: 'open' }
  }

  private retry(): void {
    this.source?.close()
    this.source = null
    clearTimeout(this.timer)
    const seconds = Math.min(longestWaitS, 2 ** this.tries)
    this.tries++
    const until = performance.now() + seconds * 1000
    const tryNow = () => {
      clearTimeout(this.timer)
      this.connect()
    }
    void whyRefused().then((why) => {
      this.why = why
      if (this.link.name !== 'reconnecting') return
      this.link = { ...this.link, why }
      this.changed()
    })
    const count = () => {
      const left = Math.ceil((until - performance.now()) / 1000)
      if (left <= 0) return this.connect()
      this.link = { name: 'reconnecting', seconds: left, why: this.why, tryNow }
      this.changed()
      this.timer = window.setTimeout(count, Math.min(1000, until - performance.now()))
    }
    count()
  }

  private watch(): void {
    if (this.source && performance.now() - this.lastEventAt > silenceMs) this.retry()
  }
}

/** Asks the server, because a failed event stream does not give the reason. */
async function whyRefused(): Promise<Refusal> {
  try {
    const { status } = await fetch('here', { cache: 'no-store', signal: AbortSignal.timeout(silenceMs) })
    return status === 401 ? 'token' : status === 503 ? 'full' : 'silence'
  } catch {
    return 'silence'
  }
}
