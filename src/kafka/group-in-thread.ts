import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { ConfigError } from '../errors.ts'
import { kafkaClient } from './client.ts'
import { defaultPatience } from './dead-connections.ts'
import { Group, rebalanceMs } from './group.ts'
import type { GroupData, GroupReport, GroupRequest, ToldError } from './group-messages.ts'

// The program of the thread of a `GroupThread`.
const port = parentPort as MessagePort
const { connection, word, options, hungMs } = workerData as GroupData
const tell = (report: GroupReport) => port.postMessage(report)
const told = (error: unknown): ToldError =>
  error instanceof ConfigError
    ? { message: error.message, problems: error.problems }
    : { message: (error as Error).message }

// A member that joins waits for the others.
const patience = defaultPatience + rebalanceMs(options.session)
const client = await kafkaClient(connection, { word, resolve: (path) => path, patience })
const group = new Group(client, options, (assigned) => tell({ assigned }))
async function leave(): Promise<void> {
  await group.leave()
  process.exit()
}
const watch = setTimeout(leave, hungMs)
port.on('message', async (request: GroupRequest) => {
  watch.refresh()
  if ('leave' in request) return leave()
  if (!('confirm' in request)) return
  const { confirm: confirmed } = request
  await group.confirm().then(
    () => tell({ confirmed }),
    (error: unknown) => tell({ confirmed, error: told(error) }),
  )
})
try {
  await group.join()
  tell({ joined: true })
} catch (error) {
  tell({ failed: told(error) })
}
