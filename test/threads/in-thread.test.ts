import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import type { ThreadData } from '../../src/threads/messages.ts'
import { portable } from './rows.ts'

it('answers one request after the other', async () => {
  const workerData: ThreadData = { ...portable(), series: {}, timed: false }
  const worker = new Worker(new URL('../../dist/threads/in-thread.js', import.meta.url), { workerData })
  const answers: unknown[] = []
  worker.on('message', (answer) => answers.push(answer))
  worker.postMessage({ call: 'busy', request: { series: [] } })
  worker.postMessage({ call: 'drop', request: { series: [['nobody']] } })
  worker.postMessage({ call: 'save', request: { ids: [] } })
  while (answers.length < 3) await once(worker, 'message')
  expect(answers).toEqual([{ answer: [] }, { answer: undefined }, { answer: [] }])
  await worker.terminate()
})
