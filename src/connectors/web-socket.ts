import type { ClientRequestArgs } from 'node:http'
import type { WebSocket } from 'ws'
import * as z from 'zod/mini'
import { ConfigError } from '../errors.ts'
import { shownAddress } from '../live/address.ts'
import type { Feed, Link } from '../live/feed.ts'
import { Flow } from '../live/flow.ts'
import { liveChecks, liveColumns, liveFacts, liveWhereabouts } from '../live/live-columns.ts'
import { liveSource } from '../live/live-source.ts'
import { longestMessage } from '../live/message-rows.ts'
import { refusals } from '../live/refusals.ts'
import { readTls, tlsOption } from '../live/tls.ts'
import { trustedFeed } from '../live/trusted-feed.ts'
import { loadPeer } from '../peers/load-peer.ts'
import { type SourcePlace, type SourceRecipe, type SourceWord, sourceRecipe } from '../sources/source.ts'
import { optional, required, withDefault } from '../words/option.ts'
import { spanMs, spanText } from '../words/span-text.ts'
import type { WebSocketOptions } from './options.generated.ts'

export type { WebSocketOptions }

const message = z
  .union([z.string(), z.record(z.string(), z.unknown())])
  .register(z.globalRegistry, { tsType: 'string | Readonly<Record<string, unknown>>' })

export const webSocketOptions = z
  .strictObject({
    url: required(
      z.url({ protocol: /^wss?$/, error: 'an address such as wss://example.com/prices' }),
      'Address to connect to.',
    ),
    headers: optional(
      z.record(z.string(), z.string()),
      'Headers of the request that opens the connection, such as { Authorization: Bearer abc }; a pipeline file takes secrets from variables.',
    ),
    send: optional(
      z.union([message, z.array(message)]),
      'A message to send once the connection is open, or a list of them, such as a subscription; an object is sent as JSON.',
    ),
    heartbeat: withDefault(
      spanText,
      '30s',
      'Time between two pings; the connection counts as lost if nothing at all was heard from one to the next.',
    ),
    tls: tlsOption,
    ...liveColumns,
  })
  .check(...liveChecks, z.describe('Options of `webSocket`.'))

type Options = z.output<typeof webSocketOptions>

/** The source word `webSocket`: reads the messages of a WebSocket. */
export const webSocketSource: SourceWord = {
  name: 'webSocket',
  summary: 'Reads rows from the messages of a WebSocket; connects again whenever the connection was lost.',
  argument: webSocketOptions,
  example: { url: 'wss://example.com/prices', send: { subscribe: 'BTC-EUR' }, time: '/data/t', target: '/data/price' },
  facts: liveFacts,
  whereabouts: ['url', 'headers', 'send', 'heartbeat', 'tls', ...liveWhereabouts],
  build: (options: Options, place) =>
    liveSource(options, place, trustedFeed('webSocket', webSocketFeed(options, place))),
}

/**
 * Reads the messages of a WebSocket.
 *
 * @returns a source for the `source` of `run`
 * @throws ConfigError if an option is invalid
 */
export const readWebSocket = (options: WebSocketOptions): SourceRecipe => sourceRecipe(webSocketSource, options)

function webSocketFeed(options: Options, place: SourcePlace): Feed {
  const { headers = {}, heartbeat, send = [], tls, url } = options
  const first = (Array.isArray(send) ? send : [send]).map((one) =>
    typeof one === 'string' ? one : JSON.stringify(one),
  )
  const feed = { name: shownAddress(url), everOpen: false }
  return Object.assign(feed, {
    async run(link: Link) {
      const { WebSocket } = await loadPeer('ws', 'webSocket', () => import('ws'))
      const files = await readTls('webSocket', tls, place.resolve)
      if (link.signal.aborted) return
      const socket = new WebSocket(url, { headers, handshakeTimeout, maxPayload: longestMessage, ...files })
      socket.on('open', () => {
        feed.everOpen = true
        for (const text of first) socket.send(text)
      })
      await untilClosed(socket, link, spanMs(heartbeat)!, feed)
    },
  })
}

const handshakeTimeout = 10_000

/** Passes on messages until the socket is closed; throws why it was, if it was not by agreement. */
async function untilClosed(
  socket: WebSocket,
  link: Link,
  heartbeatMs: number,
  { name, everOpen }: { readonly name: string; readonly everOpen: boolean },
): Promise<void> {
  const flow = new Flow(link, socket)
  const stop = () => socket.terminate()
  link.signal.addEventListener('abort', stop, { once: true })
  let heard = true
  const hear = () => {
    heard = true
    link.heard()
  }
  let silent = false
  const beat = setInterval(() => {
    if (socket.readyState !== socket.OPEN || flow.paused) return
    if (!heard) {
      silent = true
      socket.terminate()
    } else {
      heard = false
      socket.ping()
    }
  }, heartbeatMs)
  try {
    await new Promise<void>((resolve, reject) => {
      socket.on('open', () => link.open())
      socket.on('ping', hear)
      socket.on('pong', hear)
      socket.on('message', (data) => {
        heard = true
        flow.message(data.toString())
      })
      socket.on('unexpected-response', (_: ClientRequestArgs, { statusCode = 0 }) => {
        const answer = `HTTP ${statusCode}`
        if (!everOpen && refusals.includes(statusCode)) {
          const message = `expected a WebSocket at ${name}, got ${answer}; check the address and the headers`
          reject(new ConfigError([{ where: 'webSocket.url:', message }]))
        } else reject(new Error(answer))
        socket.terminate()
      })
      socket.on('error', reject)
      socket.on('close', (code, reason) => {
        if (silent) reject(new Error(`no answer to a ping within ${heartbeatMs / 1000} s`))
        else if (code === normal) resolve()
        else reject(new Error(`it was closed with code ${code}${reason.length > 0 ? `, ${reason}` : ''}`))
      })
    })
  } finally {
    clearInterval(beat)
    link.signal.removeEventListener('abort', stop)
    socket.terminate()
  }
}

/** Code of a close by agreement (RFC 6455, section 7.4.1). */
const normal = 1000
