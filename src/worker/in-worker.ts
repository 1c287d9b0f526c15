import { forecastSeries } from '../look/forecast-series.ts'
import { type Look, type LookHints, lookAt } from '../look/look.ts'
import { BlobInput } from './blob-input.ts'
import { planOf } from './file-plan.ts'
import { FileRun } from './file-run.ts'
import type { FileToForecast, Send, ToWorker } from './messages.ts'

// The script of a worker: it does one task, and reports.
const send: Send = (message, transfer = []) =>
  (self as unknown as { postMessage(message: unknown, transfer: Transferable[]): void }).postMessage(message, transfer)

let run: FileRun | undefined
/** Messages that arrive during the look at the file. */
let stopped = false

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'stop') {
    stopped = true
    run?.stop()
  } else if (data.kind === 'show') run?.show(data.series)
  else if (data.kind === 'values')
    attempt(() => send({ kind: 'next', next: forecastSeries(data.values, data.options) }))
  else attempt(() => forecastFile(data))
})

async function forecastFile({ file, name, hints, choices, watched }: FileToForecast): Promise<void> {
  const look = await watchedLook(file, name, hints)
  send({ kind: 'looked', look })
  run = new FileRun(await planOf(look, choices, (sheet) => new BlobInput(file, name, sheet)), watched, send)
  if (stopped) run.stop()
  await run.run()
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
