import { setTimeout as delay } from 'node:timers/promises'

/** The shortest and the longest delay between two tries, in milliseconds. */
export interface Delays {
  readonly from: number
  readonly to: number
}

/**
 * Delays between tries: each is twice the one before, up to the longest, and at random between half and all of that, so
 * that many clients of a server that comes back do not all come at once ("equal jitter": Brooker, Exponential Backoff
 * And Jitter, AWS 2015).
 *
 * @example
 * const backoff = new Backoff({ from: 500, to: 60_000 })
 * backoff.next() // 250 to 500
 * backoff.next() // 500 to 1000
 */
export class Backoff {
  private readonly delays: Delays
  private readonly random: () => number
  private longest: number

  constructor(delays: Delays, random: () => number = Math.random) {
    this.delays = delays
    this.random = random
    this.longest = delays.from
  }

  /** Begins again from the shortest delay. */
  reset(): void {
    this.longest = this.delays.from
  }

  /** The next delay in milliseconds. */
  next(): number {
    const { longest } = this
    this.longest = Math.min(2 * longest, this.delays.to)
    return longest * (0.5 + 0.5 * this.random())
  }

  /** Waits for the next delay, or for `least` milliseconds if they are more; returns early if the signal is aborted. */
  async wait(signal: AbortSignal, least = 0): Promise<void> {
    await delay(Math.max(this.next(), least), undefined, { signal }).catch(() => {})
  }
}
