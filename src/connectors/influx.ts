import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import * as z from 'zod/mini'
import { deliveryOptionsOf, deliveryShape } from '../delivery/delivery-options.ts'
import type { Batch } from '../delivery/message.ts'
import { type Service, serviceSink } from '../delivery/service-sink.ts'
import { shownAddress } from '../live/address.ts'
import { readTls, tlsOption } from '../live/tls.ts'
import type { SeriesEvent } from '../series/event.ts'
import type { ScoredData } from '../series/scored.ts'
import { selectionOptions } from '../sinks/selection.ts'
import { type SinkPlace, type SinkRecipe, type SinkWord, sinkRecipe } from '../sinks/sink.ts'
import { optional, required, withDefault } from '../words/option.ts'
import { eventLine, forecastLines } from './influx-lines.ts'
import type { InfluxOptions } from './options.generated.ts'
import { Poster } from './post.ts'

export type { InfluxOptions }

const name = z.string().check(z.minLength(1))
/** A line that begins with # is a comment; names that begin with _ are those of InfluxDB. */
const measurement = z.string().check(z.regex(/^[^#_]/, { error: 'a name that does not begin with # or _' }))

export const influxOptions = z
  .strictObject({
    url: required(
      z.url({ protocol: /^https?$/, error: 'an address such as http://localhost:8086' }),
      'Address of InfluxDB, such as http://localhost:8086.',
    ),
    org: optional(name, 'Organisation, of version 2.'),
    bucket: optional(name, 'Bucket, of version 2; it or database is needed.'),
    token: optional(name, 'Token, of version 2; a pipeline file takes it from a variable.'),
    database: optional(name, 'Database, of version 1.'),
    retention: optional(name, 'Retention policy, of version 1. Default: that of the database.'),
    user: optional(name, 'User, of version 1.'),
    password: optional(name, 'Password, of version 1; a pipeline file takes it from a variable.'),
    measurement: withDefault(
      measurement,
      'forecast',
      'Measurement of the forecasts; that of events has _event at its end.',
    ),
    ...selectionOptions(
      'a forecast replaces earlier ones of the same time: points have no tag lead.',
      'Whether events are written too.',
    ),
    tls: tlsOption,
    ...deliveryShape,
  })
  .check(
    z.refine(({ bucket, database }) => (bucket === undefined) !== (database === undefined), {
      error: 'one of bucket (version 2) and database (version 1)',
    }),
    z.describe('Options of the sink `influx`.'),
  )

type Options = z.output<typeof influxOptions>

/** The sink `influx`: forecasts as points of InfluxDB. */
export const influxSink: SinkWord = {
  name: 'influx',
  summary:
    'Writes forecasts to InfluxDB by line protocol over HTTP, version 1 or 2; what is written again stays one point.',
  argument: influxOptions,
  example: { url: 'http://localhost:8086', org: 'plant', bucket: 'forecasts' },
  writes: () => [],
  build: (options: Options, place) =>
    serviceSink('influx', new InfluxService(options, place), options, deliveryOptionsOf(options, batchRows), place),
}

/**
 * Writes forecasts to InfluxDB.
 *
 * @returns a sink for the `sinks` of `run`
 * @throws ConfigError with every problem of the argument
 */
export const writeInflux = (options: InfluxOptions): SinkRecipe => sinkRecipe(influxSink, options)

/** The number of lines that InfluxDB's documentation recommends. */
const batchRows = 5000

class InfluxService implements Service<readonly string[]> {
  readonly name: string
  readonly further: unknown
  readonly idempotent = true
  private readonly options: Options
  private readonly place: SinkPlace
  private poster: Poster | undefined

  constructor(options: Options, place: SinkPlace) {
    this.options = options
    this.place = place
    this.name = `${shownAddress(options.url)} ${options.bucket ?? options.database}`
    this.further = [options.org, options.retention, options.measurement]
  }

  forecast(scored: ScoredData): readonly string[] {
    const { measurement, only } = this.options
    return forecastLines(this.place, measurement, scored, only === 'latest')
  }

  event(event: SeriesEvent): readonly string[] {
    return [eventLine(this.place, `${this.options.measurement}_event`, event)]
  }

  async deliver({ messages }: Batch<readonly string[]>, signal: AbortSignal): Promise<void> {
    const lines = messages.flatMap(({ body }) => body)
    if (lines.length === 0) return
    const { tls } = this.options
    this.poster ??= new Poster(this.address, await readTls('influx', tls, (path) => this.place.resolve(path)))
    const body = await promisify(gzip)(lines.map((line) => `${line}\n`).join(''))
    await this.poster.post(
      body,
      { ...this.credentials, 'Content-Type': 'text/plain; charset=utf-8', 'Content-Encoding': 'gzip' },
      signal,
    )
  }

  async close(): Promise<void> {
    this.poster?.close()
  }

  private get address(): string {
    const { bucket, database, org, retention, url } = this.options
    const address = new URL(url)
    const query = address.searchParams
    address.pathname = `${address.pathname.replace(/\/$/, '')}${bucket === undefined ? '/write' : '/api/v2/write'}`
    query.set('precision', 'ms')
    for (const [key, value] of Object.entries({ bucket, org, db: database, rp: retention }))
      if (value !== undefined) query.set(key, value)
    return address.href
  }

  private get credentials(): Readonly<Record<string, string>> {
    const { password = '', token, user } = this.options
    if (token !== undefined) return { Authorization: `Token ${token}` }
    if (user === undefined) return {}
    return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
  }
}
