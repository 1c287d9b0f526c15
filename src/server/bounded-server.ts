import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Socket } from 'node:net'

/** Limits of a server; times in milliseconds. */
export interface ServerLimits {
  /** Open connections in all. */
  readonly connections: number
  /** Open connections of one address. One address alone cannot take all of them. */
  readonly connectionsOfAddress: number
  /** Time for the headers of a request, from the connection or from its first byte. */
  readonly headersMs: number
  /** Time for a whole request. */
  readonly requestMs: number
  /** Time for which nothing needs to pass before a connection is closed. */
  readonly silenceMs: number
  /** Time in which an answer must be taken; event streams have no end. */
  readonly answerMs: number
  /** Interval at which requests are checked for being late. */
  readonly checkMs: number
}

/** Far more than 64 pages need, and little memory. An event stream sends something at least every 5 s. */
export const serverLimits: ServerLimits = {
  connections: 256,
  connectionsOfAddress: 128,
  headersMs: 10_000,
  requestMs: 15_000,
  silenceMs: 30_000,
  answerMs: 60_000,
  checkMs: 2000,
}

/** What a server answers. */
export interface Served {
  readonly limits?: ServerLimits | undefined
  /** By default GET and HEAD. */
  readonly methods?: readonly string[] | undefined
  /** Certificate and key in PEM, for https. */
  readonly tls?: { readonly cert?: Buffer; readonly key?: Buffer } | undefined
}

/** A browser sends less than 2 kB. */
const headerBytes = 8192

/**
 * A server that clients cannot exhaust: connections, their number and the size of headers are limited, and a client
 * that is slow to send or to read loses its connection. It answers one request of a connection at a time.
 */
export function boundedServer(
  handle: RequestListener,
  { limits = serverLimits, methods = ['GET', 'HEAD'], tls }: Served = {},
): Server {
  const busy = new WeakSet<Socket>()
  const listener: RequestListener = (request, response) => {
    const { socket } = request
    // A second request before the first is answered (pipelining): browsers do not send it, and the answers queue up.
    if (busy.has(socket)) return void socket.destroy()
    busy.add(socket)
    response.once('close', () => busy.delete(socket))
    if (!methods.includes(request.method!)) return refuseMethod(request, response, methods)
    endIfNotTaken(response, socket, limits.answerMs)
    handle(request, response)
  }
  const options = {
    maxHeaderSize: headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: Math.min(5000, limits.silenceMs),
    connectionsCheckingInterval: limits.checkMs,
  }
  const server = tls
    ? createTlsServer({ ...options, ...tls, handshakeTimeout: limits.headersMs }, listener)
    : createServer(options, listener)
  server.maxConnections = limits.connections
  server.timeout = limits.silenceMs
  boundByAddress(server, limits.connectionsOfAddress)
  return server
}

function refuseMethod({ method }: IncomingMessage, response: ServerResponse, methods: readonly string[]): void {
  // The body, if any, is not read.
  response.writeHead(405, {
    allow: methods.join(', '),
    connection: 'close',
    'content-type': 'text/plain; charset=utf-8',
  })
  response.end(`method: expected ${methods.join(' or ')}, got ${method}`)
}

function endIfNotTaken(response: ServerResponse, socket: Socket, answerMs: number): void {
  const timer = setTimeout(() => {
    if (!String(response.getHeader('content-type')).startsWith('text/event-stream')) socket.destroy()
  }, answerMs).unref()
  response.once('close', () => clearTimeout(timer))
}

function boundByAddress(server: Server, most: number): void {
  const open = new Map<string, number>()
  server.on('connection', (socket) => {
    const { remoteAddress = '' } = socket
    const count = open.get(remoteAddress) ?? 0
    if (count >= most) return void socket.destroy()
    open.set(remoteAddress, count + 1)
    socket.once('close', () => {
      const left = open.get(remoteAddress)! - 1
      if (left > 0) open.set(remoteAddress, left)
      else open.delete(remoteAddress)
    })
  })
}
