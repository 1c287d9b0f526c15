import { createHmac } from 'node:crypto'
import * as z from 'zod/mini'
import { deliveryOptionsOf, deliveryShape } from '../delivery/delivery-options.ts'
import type { Batch } from '../delivery/message.ts'
import { type Service, serviceSink } from '../delivery/service-sink.ts'
import { shownAddress } from '../live/address.ts'
import { readTls, tlsOption } from '../live/tls.ts'
import type { SeriesEvent } from '../series/event.ts'
import type { ScoredData } from '../series/scored.ts'
import { eventObject } from '../sinks/event-rows.ts'
import { forecastObjects, type JsonObject } from '../sinks/forecast-objects.ts'
import { selectionOptions } from '../sinks/selection.ts'
import { type SinkPlace, type SinkRecipe, type SinkWord, sinkRecipe } from '../sinks/sink.ts'
import { optional, required } from '../words/option.ts'
import type { WebhookOptions } from './options.generated.ts'
import { Poster } from './post.ts'

export type { WebhookOptions }

export const webhookOptions = z
  .strictObject({
    url: required(
      z.url({ protocol: /^https?$/, error: 'an address such as https://example.com/forecasts' }),
      'Address that forecasts are posted to.',
    ),
    secret: optional(
      z.string().check(z.minLength(8)),
      'Secret that requests are signed with; one that begins with whsec_ is base64. A pipeline file takes it from a variable. Default: requests are not signed.',
    ),
    headers: optional(
      z.record(z.string(), z.string()),
      'Further headers, such as { Authorization: Bearer abc }; a pipeline file takes secrets from variables.',
    ),
    ...selectionOptions(
      'while the receiver is slow or away, only the last forecast of each series waits for it.',
      'Whether events are posted too.',
    ),
    tls: tlsOption,
    ...deliveryShape,
  })
  .check(z.describe('Options of the sink `webhook`.'))

type Options = z.output<typeof webhookOptions>

/** The sink `webhook`: forecasts as JSON to an address. */
export const webhookSink: SinkWord = {
  name: 'webhook',
  summary: 'Posts forecasts and events as JSON to an address, signed, and again until they are acknowledged.',
  argument: webhookOptions,
  example: { url: 'https://example.com/forecasts', events: true },
  writes: () => [],
  build: (options: Options, place) =>
    serviceSink('webhook', new WebhookService(options, place), options, deliveryOptionsOf(options, batchRows), place),
}

/**
 * Posts forecasts as JSON to an address.
 *
 * @returns a sink for the `sinks` of `run`
 * @throws ConfigError with every problem of the argument
 */
export const writeWebhook = (options: WebhookOptions): SinkRecipe => sinkRecipe(webhookSink, options)

/** About 100 kB of JSON, which receivers usually accept. */
const batchRows = 500

/** What is posted of a forecast, by series, or of an event. */
interface Posted {
  readonly forecasts?: readonly JsonObject[]
  readonly event?: JsonObject
}

class WebhookService implements Service<Posted> {
  readonly name: string
  readonly further: unknown
  readonly idempotent = false
  private readonly options: Options
  private readonly place: SinkPlace
  private readonly objectsOf: (scored: ScoredData) => JsonObject[]
  private readonly objectOf: (event: SeriesEvent) => JsonObject
  private poster: Poster | undefined

  constructor(options: Options, place: SinkPlace) {
    this.options = options
    this.place = place
    this.name = shownAddress(options.url)
    this.further = [options.url, options.headers]
    this.objectsOf = forecastObjects(place)
    this.objectOf = eventObject(place)
  }

  forecast(scored: ScoredData, id: string): Posted {
    return { forecasts: this.objectsOf(scored).map((one) => ({ id, ...one })) }
  }

  event(event: SeriesEvent, id: string): Posted {
    return { event: { id, ...this.objectOf(event) } }
  }

  async deliver({ key, messages }: Batch<Posted>, signal: AbortSignal): Promise<void> {
    const { headers, secret, tls, url } = this.options
    this.poster ??= new Poster(url, await readTls('webhook', tls, (path) => this.place.resolve(path)))
    const body = JSON.stringify({
      id: key,
      pipeline: this.place.title,
      forecasts: messages.flatMap(({ body }) => body.forecasts ?? []),
      events: messages.flatMap(({ body }) => body.event ?? []),
    })
    const time = String(Math.floor(Date.now() / 1000))
    await this.poster.post(
      Buffer.from(body),
      {
        'User-Agent': 'rxcast',
        ...headers,
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
        'webhook-id': key,
        'webhook-timestamp': time,
        ...(secret !== undefined && { 'webhook-signature': `v1,${signature(secret, key, time, body)}` }),
      },
      signal,
    )
  }

  async close(): Promise<void> {
    this.poster?.close()
  }
}

/**
 * HMAC-SHA256 of `id.timestamp.body` in base64 (Standard Webhooks 1.0).
 *
 * @param secret as text, or in base64 after `whsec_`
 */
export function signature(secret: string, id: string, time: string, body: string): string {
  const prefix = 'whsec_'
  const key = secret.startsWith(prefix) ? Buffer.from(secret.slice(prefix.length), 'base64') : Buffer.from(secret)
  return createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')
}
