import { ConfigError, DataError } from '../errors.ts'
import { forecastSeries } from '../look/forecast-series.ts'
import { type Look, lookAt } from '../look/look.ts'
import type { LookHints } from '../look/look-hints.ts'
import { IndexedDbStore } from '../stores/indexed-db-store.ts'
import type { Store } from '../stores/store.ts'
import { candidates, type KeptFile, keptFiles, makeRoom, newId, readAbout } from './about-file.ts'
import { BlobInput } from './blob-input.ts'
import { planOf } from './file-plan.ts'
import { FileRun } from './file-run.ts'
import type { FileToForecast, Send, ToWorker } from './messages.ts'
import { recall } from './recall.ts'
import type { Recordings } from './recordings.ts'

// The script of a worker: it does one task, and reports.
const send: Send = (message, transfer = []) =>
  (self as unknown as { postMessage(message: unknown, transfer: Transferable[]): void }).postMessage(message, transfer)

let run: FileRun | undefined
let recalled: Recordings | undefined
/** Messages that arrive during the look at the file. */
let stopped = false

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'stop') {
    stopped = true
    run?.stop()
  } else if (data.kind === 'show') (recalled ?? run)?.show(data.series)
  else if (data.kind === 'sparks') (recalled ?? run)?.sparks(data.of)
  else if (data.kind === 'values')
    attempt(() => send({ kind: 'next', next: forecastSeries(data.values, data.options) }))
  else if (data.kind === 'recall')
    attempt(async () => {
      const store = await IndexedDbStore.open(data.id)
      recalled = await recall(store, send).finally(() => store.close())
    })
  else attempt(() => forecastFile(data))
})

async function forecastFile(task: FileToForecast): Promise<void> {
  const { choices, file, hints, keptAt, name, watched } = task
  const files = keptAt === undefined ? [] : await keptFiles().catch(() => [])
  for (const kept of candidates(files, name, { hints, choices })) if (await goOn(kept, task)) return
  const look = await watchedLook(file, name, hints)
  send({ kind: 'looked', look })
  const plan = await planOf(look, choices, (sheet) => new BlobInput(file, name, sheet))
  const store = keptAt === undefined ? undefined : await newStore(keptAt, files)
  run = new FileRun(plan, watched, send, store && { store, file: { hints, choices, look, at: keptAt! } })
  if (stopped) run.stop()
  if (store) send({ kind: 'kept', id: newId(keptAt!), rows: 0 })
  await run.run()
  run.close()
  await store?.close()
}

/** A store for a file of which nothing is kept; undefined if this browser cannot keep it. */
async function newStore(at: number, files: readonly KeptFile[]): Promise<Store | undefined> {
  try {
    await makeRoom(files)
    return await IndexedDbStore.open(newId(at))
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    send({ kind: 'unkept', problem: error.message })
    return undefined
  }
}

/** Goes on with a run that is kept; false if the file has other rows, or the run is one of another version. */
async function goOn({ id }: KeptFile, { file, keptAt, name, watched }: FileToForecast): Promise<boolean> {
  const store = await IndexedDbStore.open(id)
  try {
    const before = await readAbout(store, 'about')
    if (!before) return false
    const { choices, hints, look } = before
    const plan = await planOf(look, choices, (sheet) => new BlobInput(file, name, sheet))
    const keeping = { store, file: { hints, choices, look, at: keptAt! }, before }
    const going = new FileRun(plan, watched, send, keeping)
    run = going
    if (stopped) going.stop()
    const onGoesOn = (rows: number) => {
      send({ kind: 'looked', look })
      send({ kind: 'kept', id, rows })
    }
    try {
      return await going.run(onGoesOn)
    } finally {
      going.close()
    }
  } catch (error) {
    if (error instanceof DataError || error instanceof ConfigError) return false
    throw error
  } finally {
    await store.close()
  }
}

/** Looks at a file, and says from time to time how much of it has been read. */
async function watchedLook(file: Blob, name: string, hints: LookHints): Promise<Look> {
  const inputs: BlobInput[] = []
  const open = () => {
    const input = new BlobInput(file, name)
    inputs.push(input)
    return input
  }
  const tell = () => {
    const { bytesRead = 0 } = inputs.at(-1) ?? {}
    send({ kind: 'looking', reading: inputs.length, fraction: bytesRead / Math.max(1, file.size) })
  }
  const timer = setInterval(tell, 200)
  try {
    return await lookAt(name, open, hints)
  } finally {
    clearInterval(timer)
  }
}

async function attempt(task: () => void | Promise<void>): Promise<void> {
  try {
    await task()
  } catch (error) {
    send({ kind: 'refused', problem: (error as Error).message })
  }
}
