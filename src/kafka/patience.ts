import { ConfigError } from '../errors.ts'
import { Backoff } from '../live/backoff.ts'
import { Outage } from '../live/outage.ts'
import type { KafkaClient } from './client.ts'
import { answerOf } from './explained.ts'

/** Delays between tries while no broker answers, in milliseconds. */
const delays = { from: 200, to: 5000 }

/**
 * Milliseconds for which a topic may be unknown: a new topic reaches the brokers one after another, and after a restart they
 * do not know their topics at once.
 */
const settlingMs = 3000

/** Tries again while the cluster cannot be reached, and says once that it cannot, and once that it can again. */
export class Patience {
  private readonly client: Pick<KafkaClient, 'explained'>
  private readonly outage: Outage

  constructor(client: Pick<KafkaClient, 'explained'>, tell: (notice: string) => void) {
    this.client = client
    this.outage = new Outage(new Backoff(delays), tell)
  }

  /** To be called after a success. */
  works(): void {
    this.outage.works()
  }

  /**
   * To be called after a failure.
   *
   * @param topic that it is about
   * @returns the error in plain words; a ConfigError if another try would not help
   */
  failed(error: unknown, topic?: string): Error {
    const plain = this.client.explained(error, topic)
    if (!(plain instanceof ConfigError)) this.outage.lose(plain.message, answerOf(error)?.type !== undefined)
    return plain
  }

  /**
   * Tries until it works.
   *
   * @param topic that it is about, for errors
   * @throws ConfigError if another try would not help
   * @throws what it fails with after the signal was aborted
   */
  async keep<T>(topic: string | undefined, signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
    const backoff = new Backoff(delays)
    const start = performance.now()
    for (;;) {
      try {
        const result = await attempt()
        this.works()
        return result
      } catch (error) {
        const plain = this.failed(error, topic)
        const settling =
          answerOf(error)?.type === 'UNKNOWN_TOPIC_OR_PARTITION' && performance.now() - start < settlingMs
        if (signal.aborted || (plain instanceof ConfigError && !settling)) throw plain
        await backoff.wait(signal)
      }
    }
  }
}
