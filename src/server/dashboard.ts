import { randomUUID } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { Rows } from '../series/ledger.ts'
import type { Scored } from '../series/scored.ts'
import { EventStreams } from './event-stream.ts'
import { isLoopback } from './guard.ts'
import { type ListenOptions, listen } from './listen.ts'
import { script, style } from './page.generated.ts'
import { servedPage } from './page.ts'
import { Recorder, type RunSummary } from './recorder.ts'
import { staticText } from './static-files.ts'
import type { Mark } from './wire.ts'

export interface DashboardOptions extends ListenOptions {
  /** What the page calls the run. */
  readonly title: string
  /** Names of the channels. */
  readonly targets: readonly string[]
  /** Bytes of observations kept for pages that come later or come back; 16 MB by default, which is 20,000 observations of a week's forecasts. */
  readonly budget?: number
}

/** A page that shows a run while it goes. A tap, not a sink: it never holds the run up, and keeps only the latest. */
export interface Dashboard {
  /** Address to open. */
  readonly url: string
  /** Where bound to every address: those that other machines may reach. */
  readonly elsewhere: readonly string[]
  /** Pages looking right now. */
  readonly clients: number
  /** Copies what there is to see; returns at once. */
  write(batch: readonly Scored[]): void
  note(mark: Mark): void
  /** How far the input is read (0 … 1, null where its length is not known), and the rows so far. */
  progress(fraction: number | null, rows: Rows | null): void
  /** The run is over: pages stay and show the summary. */
  end(summary: RunSummary): void
  /** The run stopped: pages stay and show why. */
  fail(error: Error): void
  /** Stops serving. */
  close(): Promise<void>
}

const mostClients = 64
/** Pages are woken at most 20 times a second, and told of state and scores at most 4 times. */
const frameMs = 50
const statusMs = 250

/**
 * Serves a page that shows the run as it goes, at `url`.
 *
 * @throws ConfigError where the port is taken or the host is not an address of this machine.
 * @example
 * const dashboard = await startDashboard({ title: 'weather', targets: ['temp_max'] })
 * scored$.subscribe((scored) => dashboard.write([scored]))
 */
export async function startDashboard(options: DashboardOptions): Promise<Dashboard> {
  const { title, targets, budget = 16 << 20 } = options
  const id = randomUUID()
  const recorder = new Recorder({ id, title, series: targets, budget })
  const streams = new EventStreams(recorder, id, Date.now)

  const routes = new Hono()
  routes.get('/', staticText('text/html; charset=utf-8', servedPage(title, 'live')))
  routes.get('/page.js', staticText('text/javascript; charset=utf-8', script))
  routes.get('/page.css', staticText('text/css; charset=utf-8', style))
  routes.get('/run.json', compress(), (context) =>
    context.json(recorder.recording(Date.now()), 200, { 'cache-control': 'no-store' }),
  )
  const tooMany = `clients: expected at most ${mostClients}, got one more; close another page`
  const full = () => streams.open >= mostClients
  // A page whose stream was refused cannot see why; here it can ask.
  routes.get('/here', (context) => (full() ? context.text(tooMany, 503) : context.body(null, 204)))
  routes.get('/events', (context) => {
    if (full()) return context.text(tooMany, 503)
    const after = context.req.query('after') ?? context.req.header('last-event-id') ?? ''
    // To a page of this machine the line is free, and compressing takes the time that the run needs.
    const here = isLoopback(getConnInfo(context).remote.address ?? '')
    const gzip = !here && /\bgzip\b/.test(context.req.header('accept-encoding') ?? '')
    return context.body(streams.stream(after, gzip), 200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'accept-encoding',
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    })
  })
  const { url, elsewhere, close } = await listen(routes, options)

  let frameTimer: NodeJS.Timeout | undefined
  let statusTimer: NodeJS.Timeout | undefined
  const changed = () => {
    frameTimer ??= setTimeout(() => {
      frameTimer = undefined
      streams.wake(false)
    }, frameMs).unref()
    statusTimer ??= setTimeout(() => {
      statusTimer = undefined
      streams.wake(true)
    }, statusMs).unref()
  }
  const changedForGood = () => streams.wake(true)

  return {
    url,
    elsewhere,
    get clients() {
      return streams.open
    },
    write: (batch) => {
      recorder.write(batch)
      changed()
    },
    note: (mark) => {
      recorder.note(mark)
      changed()
    },
    progress: (fraction, rows) => {
      recorder.progress(fraction, rows)
      changed()
    },
    end: (summary) => {
      recorder.end(summary)
      changedForGood()
    },
    fail: (error) => {
      recorder.fail(error)
      changedForGood()
    },
    close: () => {
      clearTimeout(frameTimer)
      clearTimeout(statusTimer)
      streams.close()
      return close()
    },
  }
}
