import { expect, it } from 'vitest'
import { send, sendOffset } from '../../src/kafka/transactions.ts'

it('splits what it sends, in order, and refuses an answer for nothing', async () => {
  const sizes: number[] = []
  const answer = [{ topicName: 't', partition: 0, errorCode: 0 }]
  const transaction = (answers: typeof answer) => ({
    send: async ({ messages }: { messages: unknown[] }) => {
      sizes.push(messages.length)
      return answers
    },
  })
  const messages = Array.from({ length: 5 }, () => ({ partition: 0, value: Buffer.alloc(300_000) }))
  await send(transaction(answer), 't', messages)
  await send(transaction(answer), 't', [{ partition: 0, value: Buffer.alloc(2_000_000) }])
  expect(sizes).toEqual([2, 2, 1, 1])
  await expect(send(transaction([]), 't', messages)).rejects.toThrow('expected t to take a request, got []')
})

it('commits an offset as soon as the coordinator of the group is found', async () => {
  let tries = 0
  const sendOffsets = async () => {
    if (++tries < 3)
      throw Object.assign(new Error('moving'), { name: 'KafkaJSProtocolError', type: 'NOT_COORDINATOR_FOR_GROUP' })
    if (tries > 3) throw new Error('refused')
  }
  const commit = () =>
    sendOffset({ sendOffsets }, { group: 'g', topic: 't' }, { partition: 0, offset: '7' }, new AbortController().signal)
  await commit()
  expect(tries).toBe(3)
  await expect(commit()).rejects.toThrow('refused')
  expect(tries).toBe(4)
})
