import { randomUUID } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { ArrivalWatch, arrivedOf } from '../recording/arrivals.ts'
import { encodeRecording } from '../recording/encode.ts'
import { KeyedRecorders } from '../recording/keyed-recorders.ts'
import type { Recorder, RunSummary } from '../recording/recorder.ts'
import type { CheckpointTaken, Mark } from '../recording/wire.ts'
import type { Ledger, RowCounts } from '../series/ledger.ts'
import type { ScoredData } from '../series/scored.ts'
import type { KeyedPiece } from '../state/piece.ts'
import { zoneIn } from '../time/duration.ts'
import { atMost, sharedAnswer } from './big-answers.ts'
import { EventStreams } from './event-stream.ts'
import { isLoopback } from './guard.ts'
import { healthRoutes } from './health.ts'
import { listen } from './listen.ts'
import type { Health, ListenOptions } from './listening.ts'
import { pageRoutes } from './page-routes.ts'

/** Options of `startDashboard`. */
export interface DashboardOptions extends ListenOptions {
  /** Title of the run on the page. */
  readonly title: string
  /** Names of the channels. */
  readonly targets: readonly string[]
  /** Names of the columns that tell the series apart; the first series are shown. Default: one series. */
  readonly by?: readonly string[]
  /** Time from one observation to the next, such as `1h +09:00`: the page shows times in its zone. Default: UTC. */
  readonly cadence?: string | undefined
  /**
   * Bytes of observations kept for pages that connect later; 16 MB by default, which is 20,000 observations with
   * forecasts for a week.
   */
  readonly budget?: number
  /** Served at `/healthz`, `/readyz` and `/metrics`. */
  readonly health?: Health | undefined
}

/**
 * A page that shows a run live. It is not a sink: it never slows the run down, and it keeps only the latest
 * observations.
 */
export interface Dashboard {
  /** URL to open. */
  readonly url: string
  /** URLs for other machines, if the server is bound to every address; empty otherwise. */
  readonly elsewhere: readonly string[]
  /** Number of connected pages. */
  readonly clients: number
  /** Copies a batch; returns at once. */
  write(batch: readonly ScoredData[]): void
  note(mark: Mark): void
  /** Share of the input read (0 … 1, null if its length is unknown), and the row counts so far. */
  progress(fraction: number | null, rows: RowCounts | null): void
  /** Listens to the account of rows: the page shows when rows are rejected. */
  begin(ledger: Ledger): void
  /** What it has recorded, to be saved with the run and restored before its first row. */
  pieces(): Iterable<KeyedPiece>
  /** Shows the age of the last checkpoint, or why the last one could not be written. */
  checkpointed(written: unknown): void
  /** Ends the run: pages stay open and show the summary. */
  end(summary: RunSummary): void
  /** Ends the run after a failure: pages stay open and show the message. */
  fail(error: Error): void
  /** Stops serving. */
  close(): Promise<void>
}

/** The series of a live run that the page can show. */
export interface SeriesList {
  readonly by: readonly string[]
  /** Empty if there is only one. */
  readonly names: readonly string[]
  /** The number of series that are not shown. */
  readonly more: number
}

const acceptsGzip: Parameters<typeof accepts>[1] = {
  header: 'Accept-Encoding',
  supports: ['gzip', 'identity'],
  default: 'identity',
}
const maxClients = 64
/** Recordings that are sent at the same time, each with up to the budget of a recorder. */
const mostBigAnswers = 4
/** Observations are sent at most 20 times a second, state and scores at most 4 times. */
const frameMs = 50
const statusMs = 250

/**
 * Starts a server whose page shows a run live.
 *
 * @param options title, target names, port, host and memory budget
 * @returns the dashboard, which listens at `url`
 * @throws ConfigError if the port is taken or the host is not an address of this machine
 * @example
 * const dashboard = await startDashboard({ title: 'weather', targets: ['temp_max'] })
 * scored$.subscribe((scored) => dashboard.write([scored]))
 */
export async function startDashboard(options: DashboardOptions): Promise<Dashboard> {
  const { title, targets, by = [], cadence, budget = 16 << 20 } = options
  const id = randomUUID()
  const recorders = new KeyedRecorders({ id, title, series: targets, zone: zoneIn(cadence)?.name, budget })
  const arrivals = new ArrivalWatch()
  let checkpoint: CheckpointTaken | undefined
  let unlisten = () => {}
  const live = () => ({ arrivals: arrivals.facts, checkpoint })
  const streamsOf = new Map<Recorder, EventStreams>()
  const recorderOf = (context: Context) =>
    (recorders.all[Number(context.req.query('series') ?? 0)] ?? recorders.all[0]!).recorder
  const streamOf = (recorder: Recorder) => {
    const known = streamsOf.get(recorder) ?? new EventStreams(recorder, recorder.run(0).id, Date.now, live)
    streamsOf.set(recorder, known)
    return known
  }
  const open = () => [...streamsOf.values()].reduce((sum, streams) => sum + streams.open, 0)

  const routes = pageRoutes(title, 'live')
  const recordings = new Map<Recorder, ReturnType<typeof sharedAnswer>>()
  const recordingOf = (recorder: Recorder) => {
    const make = () => JSON.stringify(encodeRecording(recorder.recording(Date.now())))
    const known = recordings.get(recorder) ?? sharedAnswer(make, () => performance.now())
    recordings.set(recorder, known)
    return known()
  }
  routes.get('/run.json', atMost(mostBigAnswers), async (context) => {
    const { text, packed } = recordingOf(recorderOf(context))
    const gzip = accepts(context, acceptsGzip) === 'gzip'
    return context.body(gzip ? await packed : text, 200, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      vary: 'accept-encoding',
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    })
  })
  routes.get('/series.json', (context) => {
    const names = recorders.all.map(({ name }) => name)
    return context.json({ by, names: by.length > 0 ? names : [], more: recorders.more } satisfies SeriesList)
  })
  const tooMany = `clients: expected at most ${maxClients}, got one more; close another page`
  const full = () => open() >= maxClients
  // An EventSource does not show why it was refused: the page asks here.
  routes.get('/here', (context) => (full() ? context.text(tooMany, 503) : context.body(null, 204)))
  routes.get('/events', (context) => {
    if (full()) return context.text(tooMany, 503)
    const after = context.req.query('after') ?? context.req.header('last-event-id') ?? ''
    // For a page on this machine, compression would only cost the run time.
    const here = isLoopback(getConnInfo(context).remote.address ?? '')
    const gzip = !here && accepts(context, acceptsGzip) === 'gzip'
    // The answer to HEAD has no body: a stream would be opened and never read.
    const stream = context.req.method === 'HEAD' ? '' : streamOf(recorderOf(context)).stream(after, gzip)
    return context.body(stream, 200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'accept-encoding',
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    })
  })
  if (options.health) routes.route('/', healthRoutes(options.health))
  const { url, elsewhere, close } = await listen(routes, options)

  const wake = (status: boolean) => {
    for (const streams of streamsOf.values()) streams.wake(status)
  }
  let frameTimer: NodeJS.Timeout | undefined
  let statusTimer: NodeJS.Timeout | undefined
  const changed = () => {
    frameTimer ??= setTimeout(() => {
      frameTimer = undefined
      wake(false)
    }, frameMs).unref()
    statusTimer ??= setTimeout(() => {
      statusTimer = undefined
      wake(true)
    }, statusMs).unref()
  }
  const changedForGood = () => wake(true)

  return {
    url,
    elsewhere,
    get clients() {
      return open()
    },
    begin: (ledger) => {
      if (ledger.rows > 0) arrivals.goesOn(Date.now())
      unlisten = ledger.listen((reject) => {
        arrivals.rejected(Date.now(), reject)
        changed()
      })
    },
    write: (batch) => {
      recorders.write(batch)
      const last = batch.at(-1)
      if (last) arrivals.used(Date.now(), arrivedOf(last))
      changed()
    },
    *pieces() {
      yield ['page', recorders]
      // Restoring the first has begun the series.
      for (const [i, { recorder }] of recorders.all.entries()) yield [`page/${i}`, recorder]
    },
    checkpointed: (written) => {
      const problem = written instanceof Error ? written.message : null
      checkpoint = { at: problem === null ? Date.now() : (checkpoint?.at ?? null), problem }
      changed()
    },
    note: (mark) => {
      recorders.note(mark)
      changed()
    },
    progress: (fraction, rows) => {
      recorders.progress(fraction, rows)
      changed()
    },
    end: (summary) => {
      recorders.end(summary)
      changedForGood()
    },
    fail: (error) => {
      recorders.fail(error)
      changedForGood()
    },
    close: () => {
      unlisten()
      clearTimeout(frameTimer)
      clearTimeout(statusTimer)
      for (const streams of streamsOf.values()) streams.close()
      return close()
    },
  }
}
