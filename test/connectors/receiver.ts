import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'

/** A request that arrived whole. */
export interface Received {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** What is answered: a status with headers and text, or `cut` to close the connection without an answer. */
export type Reply =
  | number
  | 'cut'
  | { readonly status: number; readonly headers?: Record<string, string>; readonly text?: string }

/** An HTTP server on loopback that a test decides the answers of. */
export class Receiver {
  readonly received: Received[] = []
  reply: (request: Received, count: number) => Reply | Promise<Reply> = () => 204
  private server: Server | undefined
  private readonly sockets = new Set<Socket>()
  private port = 0

  /** Certificate and private key in PEM, of a server with TLS. */
  private readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined

  private constructor(tls: Receiver['tls']) {
    this.tls = tls
  }

  static async start(tls?: Receiver['tls']): Promise<Receiver> {
    const receiver = new Receiver(tls)
    await receiver.start()
    onTestFinished(() => receiver.halt())
    return receiver
  }

  get url(): string {
    return `http${this.tls ? 's' : ''}://127.0.0.1:${this.port}`
  }

  /** Starts it, on the same port as before. */
  async start(): Promise<void> {
    const answer: RequestListener = async (request, response) => {
      const bytes = await buffer(request).catch(() => undefined)
      if (!bytes) return
      const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString()
      const received = { path: request.url!, headers: request.headers, body }
      this.received.push(received)
      const reply = await this.reply(received, this.received.length)
      if (reply === 'cut') return request.socket.destroy()
      const { status, headers, text } = typeof reply === 'number' ? { status: reply } : reply
      response.writeHead(status, headers).end(text)
    }
    const server = this.tls ? createTlsServer(this.tls, answer) : createServer(answer)
    server.on('connection', (socket) => {
      this.sockets.add(socket)
      socket.on('close', () => this.sockets.delete(socket))
    })
    server.listen(this.port, '127.0.0.1')
    await once(server, 'listening')
    this.port = (server.address() as AddressInfo).port
    this.server = server
  }

  /** Ends it: connections are cut. */
  async halt(): Promise<void> {
    if (!this.server?.listening) return
    const closed = once(this.server, 'close')
    this.server.close()
    this.cut()
    await closed
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy()
  }
}
