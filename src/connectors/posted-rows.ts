import { setTimeout as delay } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { Link } from '../live/feed.ts'
import type { MessageOptions } from '../live/live-columns.ts'
import { MessageRows } from '../live/message-rows.ts'
import type { TlsFiles } from '../live/tls.ts'
import { serverLimits } from '../server/bounded-server.ts'
import { listen } from '../server/listen.ts'
import type { Listening } from '../server/listening.ts'
import { bodyOf, busy, NotTaken, Room } from './posted-body.ts'
import { PostedKeys } from './posted-keys.ts'

/** What is served. */
export interface ServedRows extends MessageOptions {
  /** Of the source, in messages. */
  readonly name: string
  /** Whether a request with any row that cannot be used is refused. */
  readonly strict: boolean
  readonly port: number
  readonly host: string
  readonly token?: string | undefined
  /** Further names of the server in requests. */
  readonly names: readonly string[]
  readonly tls?: TlsFiles | undefined
}

/** Time for a whole body over a slow line, and for rows to be safe. */
const limits = { ...serverLimits, requestMs: 60_000, silenceMs: 120_000, answerMs: 120_000 }
/** Requests whose rows are not safe yet, at most, and bytes of all bodies. */
const mostOpen = 64
const mostBytes = 67_108_864
/** Reasons in an answer. */
const mostReasons = 20
/** Time for rows to become safe when the run ends. */
const graceMs = 200

/**
 * Takes rows that are posted to `/rows`, until it is closed.
 *
 * @throws ConfigError if the port is taken, or the host is not an address of this machine
 */
export async function serveRows(options: ServedRows, link: Link): Promise<Listening> {
  const { host, names, port, tls, token } = options
  const desk = new Desk(options, link)
  const routes = new Hono<{ Bindings: HttpBindings }>()
  routes.post('/rows', (context) => desk.answer(context))
  routes.all('*', (context) => context.text(`path: expected /rows, got ${context.req.path}`, 404))
  const served = { name: 'listen', defaultPort: port, forPrograms: true, names, methods: ['POST'], limits, tls }
  return await listen(routes, { port, host, ...(token !== undefined && { token }) }, served)
}

/** What an answer says of a row that was rejected. */
interface Reason {
  /** Number of the row in the request, from 1. */
  readonly row: number
  readonly line?: number | undefined
  readonly column?: string | undefined
  readonly reason: string
}

/** Answers requests. */
class Desk {
  private readonly options: ServedRows
  private readonly link: Link
  private readonly keys: PostedKeys
  private readonly room = new Room(mostBytes)
  private readonly ended: Promise<'ended'>
  private open = 0

  constructor(options: ServedRows, link: Link) {
    this.options = options
    this.link = link
    this.keys = new PostedKeys(link.cursor)
    this.ended = new Promise<void>((resolve) =>
      link.signal.addEventListener('abort', () => resolve(), { once: true }),
    ).then(() => delay(graceMs, 'ended' as const))
  }

  async answer(context: Context<{ Bindings: HttpBindings }>): Promise<Response> {
    let held = 0
    try {
      const text = await bodyOf(context.env.incoming, this.options.format, this.room, (bytes) => {
        held += bytes
      })
      const counts = this.judge(text)
      const { accepted, rejected } = counts
      if (accepted + rejected === 0 && text.trim() === '') throw new NotTaken(422, 'body: expected rows, got none')
      if (rejected > 0 && (accepted === 0 || this.options.strict)) return context.json({ ...counts, accepted: 0 }, 422)
      const safe = this.pass(text, context.req.header('idempotency-key'))
      if ((await Promise.race([safe, this.ended])) === 'ended')
        throw busy('run: expected one that goes on, got its end')
      return context.json(counts)
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error
      return context.text(error.message, error.status, error.headers)
    } finally {
      this.room.free(held)
    }
  }

  /** Which rows of a body can be used. Nothing of them is kept: the pipeline reads them again. */
  private judge(text: string) {
    const rows = new MessageRows(this.options.name, this.options)
    const arrival = Date.now()
    let accepted = 0
    let rejected = 0
    const rejects: Reason[] = []
    for (const [i, part] of rows.partsOf(text).entries()) {
      const row = rows.decode(part, i + 1, arrival)
      // A repeated header, or a row that `where` leaves out.
      if (typeof row === 'string') continue
      if (!('reason' in row)) accepted++
      else if (++rejected <= mostReasons)
        rejects.push({ row: i + 1, line: part.line, column: row.column, reason: row.reason })
    }
    return { accepted, rejected, rejects }
  }

  /** Passes on a body, unless it was before. */
  private pass(text: string, key: string | undefined): Promise<void> {
    const earlier = key === undefined ? undefined : this.keys.find(key, text)
    if (earlier === 'other')
      throw new NotTaken(422, 'idempotency-key: expected another key for other rows, got that of an earlier request')
    if (earlier) return earlier
    if (this.link.signal.aborted) throw busy('run: expected one that goes on, got its end')
    if (this.open >= mostOpen) throw busy(`rows: expected at most ${mostOpen} requests at a time, got more`)
    this.open++
    const safe =
      key === undefined
        ? this.link.message(text)
        : this.keys.add(key, text, (cursor) => this.link.message(text, cursor))
    void safe.then(() => this.open--)
    return safe
  }
}
