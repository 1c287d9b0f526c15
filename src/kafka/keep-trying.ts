import { ConfigError } from '../errors.ts'
import { Backoff } from '../live/backoff.ts'
import type { KafkaClient } from './client.ts'
import { answerOf } from './explained.ts'

/** Delays between tries while no broker answers, in milliseconds. */
const delays = { from: 200, to: 5000 }

/**
 * Milliseconds for which a topic may be unknown: a new topic reaches the brokers one after another, and after a restart
 * they do not know their topics at once.
 */
const settlingMs = 3000

/**
 * Tries until it works: while no broker answers, or partitions move to other brokers.
 *
 * @param topic that it is about, for errors
 * @throws ConfigError if another try would not help
 * @throws what it fails with after the signal was aborted
 */
export async function keepTrying<T>(
  client: Pick<KafkaClient, 'explained'>,
  topic: string | undefined,
  signal: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T> {
  const backoff = new Backoff(delays)
  const start = performance.now()
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      const plain = client.explained(error, topic)
      const isUnknown = answerOf(error)?.type === 'UNKNOWN_TOPIC_OR_PARTITION'
      const settling = isUnknown && performance.now() - start < settlingMs
      if (signal.aborted || (plain instanceof ConfigError && !settling)) throw plain
      await backoff.wait(signal)
    }
  }
}
