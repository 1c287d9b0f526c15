import { randomUUID } from 'node:crypto'
import { ArrivalWatch, arrivedOf } from '../recording/arrivals.ts'
import { KeyedRecorders, nameOf } from '../recording/keyed-recorders.ts'
import { OverviewData } from '../recording/overview.ts'
import type { RunSummary } from '../recording/run-facts.ts'
import type { CheckpointTaken, KeyedMark, WorkerStatus } from '../recording/wire.ts'
import type { SeriesEvent } from '../series/event.ts'
import type { Ledger, RowCounts } from '../series/ledger.ts'
import type { Limit } from '../series/limit.ts'
import type { ScoredData } from '../series/scored.ts'
import type { KeyedPiece } from '../state/piece.ts'
import { zoneIn } from '../time/duration.ts'
import type { Holidays } from '../time/holiday-days.ts'
import { EventStreams } from './event-stream.ts'
import { healthRoutes } from './health.ts'
import { listen } from './listen.ts'
import type { Health, ListenOptions } from './listening.ts'
import { OverviewFeed } from './overview-feed.ts'
import { pageRoutes } from './page-routes.ts'
import { addRunRoutes } from './run-routes.ts'
import { SeriesStreams } from './series-streams.ts'

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
  /** The limits that alerts watch the targets for passing, which are drawn. Default: none. */
  readonly limits?: readonly Limit[] | undefined
  /** The public holidays of `publicHolidays`, which are marked. Default: none. */
  readonly holidays?: Holidays | undefined
  /**
   * Bytes of observations kept for pages that connect later; 16 MB by default, which is 20,000 observations with
   * forecasts for a week.
   */
  readonly budget?: number
  /** Served at `/healthz`, `/readyz` and `/metrics`. */
  readonly health?: Health | undefined
  /** The worker that serves the page of its group, as it is now. */
  readonly worker?: (() => WorkerStatus) | undefined
  /** Whether rows of some series are there and were not read yet: none counts as silent then. Default: they are not. */
  readonly isBehind?: (() => boolean) | undefined
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
  note(mark: KeyedMark): void
  /** Takes an event that belongs to no forecast, such as that a series is stale. */
  happened(event: SeriesEvent): void
  /**
   * Whether the page keeps the inside state of a series: it does of the first series, and of those in view.
   * That of others need not be sent from one thread to another.
   */
  wantsInside(key: readonly string[]): boolean
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

/** Observations are sent at most 20 times a second, state and scores at most 4 times; the status of a worker is read each second. */
const frameMs = 50
const statusMs = 250
const workerMs = 1000

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
  const { title, targets, by = [], cadence, limits, holidays, budget = 16 << 20, worker, isBehind } = options
  const id = randomUUID()
  const zone = zoneIn(cadence)?.name
  const recorders = new KeyedRecorders({ id, title, series: targets, zone, limits, holidays, budget, isBehind })
  const data = new OverviewData(recorders, { id, title, by, channels: targets, zone })
  const arrivals = new ArrivalWatch()
  let checkpoint: CheckpointTaken | undefined
  let unlisten = () => {}
  const live = () => ({ arrivals: arrivals.facts, checkpoint, ...(worker && { worker: worker() }) })
  const series = new SeriesStreams(recorders, live)
  const feed = new OverviewFeed(data, live)
  const overview: EventStreams<unknown> = new EventStreams(feed, Date.now)
  const routes = pageRoutes(title, 'live')
  addRunRoutes(routes, { recorders, data, series, feed, overview })
  routes.get('/series.json', (context) => {
    const names = by.length > 0 ? recorders.all.map(({ key }) => nameOf(key)) : []
    return context.json({ by, names, more: 0 } satisfies SeriesList)
  })
  if (options.health) routes.route('/', healthRoutes(options.health))
  const { url, elsewhere, close } = await listen(routes, options)

  const wake = (status: boolean) => {
    series.wake(status)
    if (!status) return
    feed.changed()
    if (overview.open === 0) return
    if (feed.turn()) changed()
    overview.wake()
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
  const workerTimer = worker && setInterval(changed, workerMs).unref()

  return {
    url,
    elsewhere,
    get clients() {
      return series.open + overview.open
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
      for (const [key, piece] of recorders.pieces()) yield [`page/${key}`, piece]
    },
    happened: (event) => {
      recorders.happened(event)
      changed()
    },
    wantsInside: (key) => recorders.wantsInside(key),
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
      clearInterval(workerTimer)
      series.close()
      overview.close()
      return close()
    },
  }
}
