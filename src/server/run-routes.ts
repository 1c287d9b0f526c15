import type { HttpBindings } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, Hono } from 'hono'
import { accepts } from 'hono/accepts'
import { encodeRecording } from '../recording/encode.ts'
import type { KeyedRecorders } from '../recording/keyed-recorders.ts'
import type { OverviewData } from '../recording/overview.ts'
import { mostSparks } from '../recording/overview-wire.ts'
import type { RecordedSeries } from '../recording/recorded-series.ts'
import { type Answer, atMost, sharedAnswer } from './big-answers.ts'
import type { EventStreams } from './event-stream.ts'
import { isLoopback } from './is-loopback.ts'
import type { OverviewFeed } from './overview-feed.ts'
import type { SeriesStreams } from './series-streams.ts'

/** What a live run is served from. */
export interface Served {
  readonly recorders: KeyedRecorders
  readonly data: OverviewData
  readonly series: SeriesStreams
  readonly feed: OverviewFeed
  readonly overview: EventStreams<unknown>
}

const acceptsGzip: Parameters<typeof accepts>[1] = {
  header: 'Accept-Encoding',
  supports: ['gzip', 'identity'],
  default: 'identity',
}
const maxClients = 64
/** Recordings that are sent at the same time, each with up to the budget of a recorder. */
const mostBigAnswers = 4
/** Answers with up to `mostSparks` sparks, of 2 kB each. */
const mostSmallAnswers = 16
/** Recordings that are kept as text to be sent again. */
const mostTexts = 4

/** Adds the streams and recordings of a live run: those of its series, and its overview. */
export function addRunRoutes(
  routes: Hono<{ Bindings: HttpBindings }>,
  { recorders, data, series, feed, overview }: Served,
): void {
  const texts = new Map<RecordedSeries, () => Answer>()
  const recordingOf = (one: RecordedSeries) => {
    const make = () => JSON.stringify(encodeRecording(one.recording().recording(Date.now())))
    const answer = texts.get(one) ?? sharedAnswer(make, () => performance.now())
    texts.delete(one)
    texts.set(one, answer)
    if (texts.size > mostTexts) texts.delete(texts.keys().next().value!)
    return answer()
  }
  const seriesOf = (context: Context) => recorders.all[Number(context.req.query('series') ?? 0)] ?? recorders.all[0]!
  routes.get('/run.json', atMost(mostBigAnswers), (context) => answered(context, recordingOf(seriesOf(context))))
  const whole = sharedAnswer(
    () => feed.json,
    () => performance.now(),
  )
  routes.get('/overview.json', atMost(mostBigAnswers), (context) => answered(context, whole()))
  routes.get('/sparks.json', atMost(mostSmallAnswers), (context) => {
    const of = (context.req.query('of') ?? '').split(',', mostSparks).filter((text) => text !== '')
    context.header('cache-control', 'no-store')
    return context.json(data.sparks(of.map(Number)))
  })
  const tooMany = `clients: expected at most ${maxClients}, got one more; close another page`
  const full = () => series.open + overview.open >= maxClients
  // An EventSource does not show why it was refused: the page asks here.
  routes.get('/here', (context) => (full() ? context.text(tooMany, 503) : context.body(null, 204)))
  const streamed = (open: (context: Context, after: string, gzip: boolean) => ReadableStream<Uint8Array>) => {
    return (context: Context) => {
      if (full()) return context.text(tooMany, 503)
      const after = context.req.query('after') ?? context.req.header('last-event-id') ?? ''
      // For a page on this machine, compression would only cost the run time.
      const here = isLoopback(getConnInfo(context).remote.address ?? '')
      const gzip = !here && accepts(context, acceptsGzip) === 'gzip'
      // The answer to HEAD has no body: a stream would be opened and never read.
      const stream = context.req.method === 'HEAD' ? '' : open(context, after, gzip)
      return context.body(stream, 200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        vary: 'accept-encoding',
        ...(gzip ? { 'content-encoding': 'gzip' } : {}),
      })
    }
  }
  routes.get(
    '/events',
    streamed((context, after, gzip) => series.stream(seriesOf(context), after, gzip)),
  )
  routes.get(
    '/overview',
    streamed((_, after, gzip) => {
      // Nothing was cut into pieces while nobody listened.
      if (overview.open === 0) feed.turn(Number.POSITIVE_INFINITY)
      return overview.stream(after, gzip)
    }),
  )
}

async function answered(context: Context, { text, packed }: Answer): Promise<Response> {
  const gzip = accepts(context, acceptsGzip) === 'gzip'
  return context.body(gzip ? await packed : text, 200, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    vary: 'accept-encoding',
    ...(gzip ? { 'content-encoding': 'gzip' } : {}),
  })
}
