// Opens the store of a folder and stays: reports "open", or why it was refused. Runs as a process and as a worker.
import { isMainThread, parentPort } from 'node:worker_threads'
import { FolderStore } from '../../dist/stores/folder-store.js'

const report = (message) => (isMainThread ? process.send(message) : parentPort.postMessage(message))
try {
  await FolderStore.open(process.argv[2])
  report('open')
  setInterval(() => {}, 1000)
} catch (error) {
  report(error.message)
  if (isMainThread) process.disconnect()
}
