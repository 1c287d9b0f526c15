import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import type { GroupData } from '../../src/kafka/group-messages.ts'

it('the program of a group tells why it could not join, and ends when it is to leave', async () => {
  const workerData: GroupData = {
    connection: { brokers: ['127.0.0.1:1'], clientId: 'test' },
    word: 'kafka',
    options: {
      agreement: { topic: 'rows', changelog: 'state', partitions: 1, settings: '' },
      group: 'g',
      session: 3000,
    },
    hungMs: 60_000,
  }
  const worker = new Worker(new URL('../../dist/kafka/group-in-thread.js', import.meta.url), { workerData })
  const [report] = await once(worker, 'message')
  expect(report).toEqual({ failed: { message: 'connect ECONNREFUSED 127.0.0.1:1' } })
  const exit = once(worker, 'exit')
  worker.postMessage({ leave: true })
  expect(await exit).toEqual([0])
})
