import { DataError } from '../errors.ts'
import type { ForecastSeriesOptions, NextForecast } from '../look/forecast-series.ts'
import type { Look } from '../look/look.ts'
import type { LookHints } from '../look/look-hints.ts'
import type { NextRow } from '../run/next-json.ts'
import type { RowCounts } from '../series/ledger.ts'
import type { FileChoices, FromWorker, Rejects, ToWorker } from './messages.ts'

export type { ForecastSeriesOptions, Look, NextForecast, NextRow, Rejects, RowCounts }

/** A row as an object: a time, numbers, and texts that tell series apart. */
export type Row = Readonly<Record<string, unknown>>

/** Options for a worker. */
export interface WorkerOptions {
  /** Makes the worker. Default: the one in this package. Give your own if your bundler does not find that. */
  readonly worker?: (() => Worker) | undefined
  /** Aborted to end the worker; the promise is rejected with its reason. */
  readonly signal?: AbortSignal | undefined
}

/** Options of `forecastInWorker` for a file or rows: what is known of them, and how to forecast. */
export interface ForecastInWorkerOptions extends WorkerOptions, LookHints, FileChoices {
  /** Name of the file, for messages. Default: that of a `File`, or `input`. */
  readonly name?: string | undefined
  /** Called with the share of the rows that has been forecast, from 0 to 1; null if it is not known. */
  readonly onProgress?: ((fraction: number | null) => void) | undefined
}

/** The future of a file, what the file was taken to hold, and what happened to its rows. */
export interface WorkerForecast extends Pick<Look, 'time' | 'targets' | 'by' | 'cadence' | 'seasons' | 'left'> {
  /** An object a series and lead: key columns, series, origin, time, lead, forecast, and the ends of the intervals. */
  readonly next: readonly NextRow[]
  readonly rows: RowCounts
  readonly notes: readonly string[]
  readonly rejects: Rejects | undefined
}

/**
 * Forecasts a file or rows in a worker of the browser, so that the page stays responsive: it looks at them, learns from
 * all rows, and returns what comes next. Nothing leaves the machine.
 *
 * @param input a file (CSV, JSON or NDJSON, also gzip, or .xlsx), its text, or rows as objects
 * @returns the next forecasts, and what the input was taken to hold
 * @throws DataError if it cannot be forecast, with the reason and a cure
 * @example
 * import { forecastInWorker } from 'rxcast/worker'
 *
 * const { next } = await forecastInWorker(file, { horizon: 7 })
 * console.log(next[0].time, next[0].forecast, next[0].lower_80, next[0].upper_80)
 */
export async function forecastInWorker(
  input: Blob | string | readonly Row[],
  options: ForecastInWorkerOptions = {},
): Promise<WorkerForecast> {
  const { worker, signal, name = nameOf(input), onProgress, ...rest } = options
  const { horizon, season, scale, zone, missing, seed, all, ...hints } = rest
  const choices = { horizon, season, scale, zone, missing, seed, all }
  let look: Look | undefined
  const task = { kind: 'file', file: blobOf(input), name, hints, choices, watched: false } as const
  const ended = await perform(task, { worker, signal }, 'ended', (message) => {
    if (message.kind === 'looked') look = message.look
    else if (message.kind === 'progress') onProgress?.(message.fraction)
  })
  const { time, targets, by, cadence, seasons, left } = look!
  const { next, rows, notes, warnings, rejects } = ended
  return { time, targets, by, cadence, seasons, left, next, rows, notes: [...notes, ...warnings], rejects }
}

/**
 * Forecasts the next values of a series in a worker of the browser; see `forecastSeries`.
 *
 * @param values one a step, oldest first; missing values are NaN or null
 * @returns a forecast for each lead
 * @throws DataError if an option or a value is invalid
 * @example
 * import { forecastSeriesInWorker } from 'rxcast/worker'
 *
 * const [tomorrow] = await forecastSeriesInWorker(sales, { cadence: '1d', horizon: 7, start: '2024-01-01' })
 */
export async function forecastSeriesInWorker(
  values: ArrayLike<number | null>,
  { worker, signal, ...options }: ForecastSeriesOptions & WorkerOptions = {},
): Promise<readonly NextForecast[]> {
  const { next } = await perform({ kind: 'values', values: Array.from(values), options }, { worker, signal }, 'next')
  return next
}

const ownWorker = () => new Worker(new URL('./rxcast-worker.js', import.meta.url), { type: 'module' })

/** Lets a new worker do a task, and returns its last message. */
function perform<Kind extends 'ended' | 'next'>(
  task: ToWorker,
  { worker: make = ownWorker, signal }: WorkerOptions,
  last: Kind,
  meanwhile?: (message: FromWorker) => void,
): Promise<FromWorker & { readonly kind: Kind }> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const worker = make()
    const end = () => {
      worker.terminate()
      signal?.removeEventListener('abort', abort)
    }
    const abort = () => {
      end()
      reject(signal!.reason)
    }
    signal?.addEventListener('abort', abort)
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === last) {
        end()
        resolve(data as FromWorker & { readonly kind: Kind })
      } else if (data.kind === 'refused') {
        end()
        reject(new DataError(data.problem))
      } else meanwhile?.(data)
    }
    worker.onerror = ({ message }) => {
      end()
      reject(new Error(`worker: ${message || 'its script could not be loaded'}`))
    }
    worker.postMessage(task)
  })
}

function blobOf(input: Blob | string | readonly Row[]): Blob {
  if (input instanceof Blob) return input
  if (typeof input === 'string') return new Blob([input])
  return new Blob([input.map((row) => `${JSON.stringify(row)}\n`).join('')])
}

const nameOf = (input: Blob | string | readonly Row[]): string =>
  typeof File !== 'undefined' && input instanceof File ? input.name : 'input'
