import type { Feed, Link } from './feed.ts'
import { watchedLink } from './watched-link.ts'

/** A clock whose ticks take their place among the messages. */
export interface Clock {
  /** The time when the next tick is useful, in milliseconds since 1970. */
  due(): number
  tick(at: number): Promise<void>
}

/** After it has connected, a feed may send what had waited: until then the clock says nothing. */
const graceMs = 2000
const checkMs = 100
/** With more messages than this on their way, the next ones are behind the clock. */
const mostWaiting = 500

/**
 * A feed that lets the clock tick while it is connected, so that windows of time end also if nothing comes. What comes
 * after a lost connection is not late: meanwhile there are no ticks.
 */
export class TickingFeed implements Feed {
  private readonly feed: Feed
  private readonly clock: Clock

  constructor(feed: Feed, clock: Clock) {
    this.feed = feed
    this.clock = clock
  }

  get name(): string {
    return this.feed.name
  }

  taken(text: string, cursor: string | undefined): void {
    this.feed.taken?.(text, cursor)
  }

  async run(link: Link): Promise<void> {
    const { clock, feed } = this
    let openSince = Number.POSITIVE_INFINITY
    let waiting = 0
    let ticking = false
    const connected = () => {
      openSince = Math.min(openSince, performance.now())
    }
    const timer = setInterval(() => {
      const now = Date.now()
      const settled = performance.now() - openSince >= graceMs && waiting <= mostWaiting
      if (ticking || !settled || link.signal.aborted || clock.due() > now) return
      ticking = true
      void clock.tick(now).finally(() => {
        ticking = false
      })
    }, checkMs)
    const sent = (safe: Promise<void>) => {
      waiting++
      void safe.finally(() => waiting--)
    }
    try {
      await feed.run(watchedLink(link, { connected, sent }))
    } finally {
      clearInterval(timer)
    }
  }
}
