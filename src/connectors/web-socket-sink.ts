import type { ClientRequestArgs } from 'node:http'
import type { WebSocket } from 'ws'
import * as z from 'zod/mini'
import { deliveryOptionsOf, deliveryShape } from '../delivery/delivery-options.ts'
import type { Batch } from '../delivery/message.ts'
import { type Service, serviceSink } from '../delivery/service-sink.ts'
import { shownAddress } from '../live/address.ts'
import { readTls, tlsOption } from '../live/tls.ts'
import { loadPeer } from '../peers/load-peer.ts'
import type { SeriesEvent } from '../series/event.ts'
import type { ScoredData } from '../series/scored.ts'
import { eventObject } from '../sinks/event-rows.ts'
import { forecastObjects, type JsonObject } from '../sinks/forecast-objects.ts'
import { selectionOptions } from '../sinks/selection.ts'
import { type SinkPlace, type SinkRecipe, type SinkWord, sinkRecipe } from '../sinks/sink.ts'
import { optional, required } from '../words/option.ts'
import type { WebSocketSinkOptions } from './options.generated.ts'

export type { WebSocketSinkOptions }

export const webSocketSinkOptions = z
  .strictObject({
    url: required(
      z.url({ protocol: /^wss?$/, error: 'an address such as wss://example.com/forecasts' }),
      'Address to connect to.',
    ),
    headers: optional(
      z.record(z.string(), z.string()),
      'Headers of the request that opens the connection, such as { Authorization: Bearer abc }; a pipeline file takes secrets from variables.',
    ),
    ...selectionOptions(
      'while the other side is slow or away, only the last forecast of each series waits for it.',
      'Whether events are sent too, each in a message with its kind in event.',
    ),
    tls: tlsOption,
    ...deliveryShape,
  })
  .check(z.describe('Options of the sink `webSocket`.'))

type Options = z.output<typeof webSocketSinkOptions>

/** The sink `webSocket`: forecasts as messages of JSON. */
export const webSocketSink: SinkWord = {
  name: 'webSocket',
  summary: 'Sends forecasts to a WebSocket, a message of JSON for each series and origin; a pong acknowledges them.',
  argument: webSocketSinkOptions,
  example: { url: 'wss://example.com/forecasts', only: 'latest' },
  writes: () => [],
  build: (options: Options, place) =>
    serviceSink(
      'webSocket',
      new WebSocketService(options, place),
      options,
      deliveryOptionsOf(options, batchRows),
      place,
    ),
}

/**
 * Sends forecasts to a WebSocket.
 *
 * @returns a sink for the `sinks` of `run`
 * @throws ConfigError with every problem of the argument
 */
export const writeWebSocket = (options: WebSocketSinkOptions): SinkRecipe => sinkRecipe(webSocketSink, options)

/** Rows between two pings: a message has a row for each lead. */
const batchRows = 5000

class WebSocketService implements Service<readonly JsonObject[]> {
  readonly name: string
  readonly further: unknown
  readonly idempotent = false
  private readonly options: Options
  private readonly place: SinkPlace
  private readonly objectsOf: (scored: ScoredData) => JsonObject[]
  private readonly objectOf: (event: SeriesEvent) => JsonObject
  private socket: WebSocket | undefined

  constructor(options: Options, place: SinkPlace) {
    this.options = options
    this.place = place
    this.name = shownAddress(options.url)
    this.further = [options.url, options.headers]
    this.objectsOf = forecastObjects(place)
    this.objectOf = eventObject(place)
  }

  forecast(scored: ScoredData, id: string): readonly JsonObject[] {
    return this.objectsOf(scored).map((one) => ({ id, ...one }))
  }

  event(event: SeriesEvent, id: string): readonly JsonObject[] {
    return [{ id, ...this.objectOf(event) }]
  }

  async deliver({ key, messages }: Batch<readonly JsonObject[]>, signal: AbortSignal): Promise<void> {
    const socket = this.socket ?? (await this.connect(signal))
    this.socket = socket
    try {
      await acknowledged(socket, key, signal, () => {
        for (const { body } of messages) for (const one of body) socket.send(JSON.stringify(one))
      })
    } catch (error) {
      socket.terminate()
      this.socket = undefined
      throw error
    }
  }

  async close(): Promise<void> {
    this.socket?.close(1000)
    this.socket = undefined
  }

  private async connect(signal: AbortSignal): Promise<WebSocket> {
    const { headers = {}, tls, url } = this.options
    const { WebSocket } = await loadPeer('ws', 'webSocket', () => import('ws'))
    const files = await readTls('webSocket', tls, (path) => this.place.resolve(path))
    const socket = new WebSocket(url, { headers, ...files })
    socket.on('error', () => {})
    // Nothing is expected from the other side; what it sends must not fill the memory.
    socket.on('message', () => {})
    const stop = () => socket.terminate()
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('open', resolve)
        socket.once('error', reject)
        socket.once('close', () => reject(new Error('the connection was closed')))
        socket.once('unexpected-response', (_: ClientRequestArgs, { statusCode = 0 }) => {
          reject(new Error(`HTTP ${statusCode}`))
          socket.terminate()
        })
      })
      return socket
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
}

/**
 * Sends something, and then a ping: frames arrive in order, so the pong says that all of them have (RFC 6455, section
 * 5.5.3).
 */
async function acknowledged(socket: WebSocket, key: string, signal: AbortSignal, send: () => void): Promise<void> {
  let end = () => {}
  try {
    await new Promise<void>((resolve, reject) => {
      const pong = (data: Buffer) => {
        if (data.toString() === key) resolve()
      }
      const fail = () => reject(new Error('the connection was closed'))
      end = () => {
        socket.off('pong', pong)
        socket.off('close', fail)
        signal.removeEventListener('abort', fail)
      }
      socket.on('pong', pong)
      socket.on('close', fail)
      signal.addEventListener('abort', fail)
      if (socket.readyState !== socket.OPEN) return fail()
      send()
      socket.ping(key)
    })
  } finally {
    end()
  }
}
