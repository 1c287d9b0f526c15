import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { answering } from './answering.ts'
import type { Request, ThreadData } from './messages.ts'

// Runs in each thread of a `ThreadedPartition`.
const port = parentPort as MessagePort
const answer = answering(workerData as ThreadData)
let before: Promise<void> = Promise.resolve()
port.on('message', (request: Request) => {
  before = before.then(async () => {
    const [message, transferred] = await answer(request)
    port.postMessage(message, transferred)
  })
})
