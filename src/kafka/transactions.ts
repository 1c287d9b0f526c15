import type { Transaction as KafkaTransaction, Message, PartitionOffset, Producer } from 'kafkajs'
import { FencedError } from '../engine/engine.ts'
import { Backoff } from '../live/backoff.ts'
import type { KafkaClient } from './client.ts'
import { answerOf, isCoordinatorMoving } from './explained.ts'

/** Most bytes of a request: brokers accept 1 MB by default, with everything that is around the values. */
const requestBytes = 800_000

/** What a transaction that failed was about. */
interface Failing {
  readonly client: KafkaClient
  readonly names: { readonly topic: string }
}

/** Sends records of one partition, in requests that brokers accept. @returns the offset of the first one */
export async function send(
  transaction: Pick<KafkaTransaction, 'send'>,
  topic: string,
  messages: readonly Message[],
): Promise<number> {
  let first: string | undefined
  for (let start = 0, end = 0; start < messages.length; start = end) {
    for (let bytes = 0; end < messages.length; end++) {
      bytes += sizeOf(messages[end]!)
      if (bytes > requestBytes && end > start) break
    }
    // One partition a request. If one of several brokers fails, kafkajs repeats the requests to all of them, also to
    // those that are about to answer. And it omits a partition that the topic does not have, without an error.
    const answers = await transaction.send({ topic, messages: messages.slice(start, end) }).catch((error: Error) => {
      throw Object.assign(error, { topic })
    })
    if (answers.length !== 1 || answers[0]!.errorCode !== 0)
      throw new Error(`expected ${topic} to take a request, got ${JSON.stringify(answers)}`)
    first ??= answers[0]!.baseOffset
  }
  return Number(first)
}

/**
 * Commits an offset of a group with a transaction. Tries again while the coordinator of the group is elsewhere, or loads
 * the group: kafkajs gives up at once.
 */
export async function sendOffset(
  transaction: Pick<KafkaTransaction, 'sendOffsets'>,
  { group: consumerGroupId, topic }: { readonly group: string; readonly topic: string },
  offset: PartitionOffset,
  signal: AbortSignal,
): Promise<void> {
  const topics = [{ topic, partitions: [offset] }]
  const backoff = new Backoff({ from: 50, to: 500 })
  for (let left = 10; ; left--) {
    try {
      return await transaction.sendOffsets({ consumerGroupId, topics })
    } catch (error) {
      if (left === 0 || !isCoordinatorMoving(error)) throw error
      await backoff.wait(signal)
    }
  }
}

/** What a failure of a transaction means. */
export function failure(error: unknown, { client, names }: Failing, partition: number): Error {
  const code = answerOf(error)?.code
  if (!fenced.has(Number(code))) return client.explained(error, (error as { topic?: string }).topic ?? names.topic)
  const message = `another worker has taken over partition ${partition} of ${names.topic}, or a transaction took too long`
  return new FencedError(message, { cause: error })
}

/** Disconnects without waiting for answers that may never come. */
export async function disconnect(producer: Producer): Promise<void> {
  const limit = new Promise((resolve) => setTimeout(resolve, 1000).unref())
  await Promise.race([producer.disconnect().catch(() => {}), limit])
}

/** Answers to a producer whose transactional id belongs to another one: INVALID_PRODUCER_EPOCH, INVALID_PRODUCER_ID_MAPPING, PRODUCER_FENCED. */
const fenced = new Set([47, 49, 90])

const sizeOf = ({ key, value }: Message) => (key?.length ?? 0) + (value?.length ?? 0) + 100
