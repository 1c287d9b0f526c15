import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { type WebSocketSinkOptions, webSocketSink, writeWebSocket } from '../../src/connectors/web-socket-sink.ts'
import type { SinkPlace } from '../../src/sinks/sink.ts'
import { placeOf, resumed, saved, summary } from '../sinks/place.ts'
import { scoredOf } from '../sinks/scored.ts'
import { until } from '../until.ts'

/** A server on loopback that keeps what it is sent. */
class Hearer {
  readonly heard: { readonly id: string; readonly origin?: string; readonly event?: string }[] = []
  onMessage: (socket: WebSocket) => void = () => {}
  autoPong = true
  private server: WebSocketServer | undefined
  private port = 0

  static async start(): Promise<Hearer> {
    const hearer = new Hearer()
    await hearer.start()
    onTestFinished(() => hearer.halt())
    return hearer
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}/`
  }

  get days(): number[] {
    return this.heard.flatMap(({ origin }) => (origin === undefined ? [] : Date.parse(origin) / 86_400_000))
  }

  async start(): Promise<void> {
    this.server = new WebSocketServer({ port: this.port, host: '127.0.0.1', autoPong: this.autoPong })
    this.server.on('connection', (socket) => {
      socket.on('message', (data) => {
        this.heard.push(JSON.parse(data.toString()))
        this.onMessage(socket)
      })
    })
    await once(this.server, 'listening')
    this.port = (this.server.address() as AddressInfo).port
  }

  async halt(): Promise<void> {
    const { server } = this
    if (!server) return
    this.server = undefined
    const closed = once(server, 'close')
    for (const client of server.clients) client.terminate()
    server.close()
    await closed
  }
}

const sinkTo = (hearer: Hearer, options: Partial<WebSocketSinkOptions> = {}, place: Partial<SinkPlace> = {}) =>
  writeWebSocket({ url: hearer.url, retry: { from: '1ms', to: '10ms' }, ...options })(placeOf(place))

describe('the sink webSocket', () => {
  it('sends a message for each series and origin, and for each event', async () => {
    const hearer = await Hearer.start()
    const sink = await sinkTo(hearer, { events: true }, { series: ['a', 'b'] })
    const scored = {
      ...scoredOf(1, [1, 2, 3, 4]),
      events: [{ kind: 'drift', time: 0, reason: 'r', channel: 1 } as const],
    }
    await sink.write([scored])
    await sink.close(summary)
    expect(hearer.heard).toMatchObject([
      { id: 't//1970-01-02T00:00:00.000Z', series: 'a', forecast: [1, 2] },
      { id: 't//1970-01-02T00:00:00.000Z', series: 'b', forecast: [3, 4] },
      { series: 'b', event: 'drift', reason: 'r' },
    ])
  })

  it('connects again, and sends what was not acknowledged again with the same id', async () => {
    const hearer = await Hearer.start()
    const said: string[] = []
    const sink = await sinkTo(hearer, {}, { warn: (text) => said.push(text) })
    hearer.onMessage = (socket) => {
      if (hearer.heard.length === 2) socket.terminate()
    }
    await sink.write([scoredOf(1), scoredOf(2), scoredOf(3)])
    await sink.sync?.()
    expect(hearer.days).toEqual(expect.arrayContaining([1, 2, 3]))
    await hearer.halt()
    await sink.write([scoredOf(4)])
    await until(() => said.length >= 3, 'a warning')
    await hearer.start()
    await sink.close(summary)
    expect(new Set(hearer.days)).toEqual(new Set([1, 2, 3, 4]))
    expect(new Set(hearer.heard.map(({ id }) => id)).size).toBe(4)
  })

  it('does not take a message for delivered before the other side has answered', async () => {
    const hearer = new Hearer()
    hearer.autoPong = false
    await hearer.start()
    onTestFinished(() => hearer.halt())
    const said: string[] = []
    const sink = await sinkTo(hearer, { timeout: '50ms' }, { warn: (text) => said.push(text) })
    await sink.write([scoredOf(1)])
    await until(() => said.length > 0, 'a warning')
    expect(said[0]).toContain('no connection (no answer within 0.05 s)')
    await sink.abort()
  })

  it('a run that goes on sends nothing again that was acknowledged', async () => {
    const state = mkdtempSync(join(tmpdir(), 'rxcast-web-socket-'))
    const hearer = await Hearer.start()
    const sink = await sinkTo(hearer, {}, { state })
    await sink.open?.()
    const checkpoint = await saved(sink)
    await sink.write([scoredOf(1), scoredOf(2)])
    await sink.sync?.()
    await sink.abort()
    const next = await resumed(sinkTo(hearer, {}, { state }), checkpoint)
    await next.write([scoredOf(1), scoredOf(2), scoredOf(3)])
    await next.close(summary)
    expect(hearer.days).toEqual([1, 2, 3])
  })

  it('only: latest leaves out what was replaced while the other side was away', async () => {
    const hearer = await Hearer.start()
    await hearer.halt()
    const said: string[] = []
    const sink = await sinkTo(hearer, { only: 'latest' }, { warn: (text) => said.push(text) })
    await sink.write([scoredOf(1)])
    await until(() => said.length > 0, 'a warning')
    for (let origin = 2; origin <= 50; origin++) await sink.write([scoredOf(origin)])
    await hearer.start()
    await sink.close(summary)
    expect(hearer.days).toEqual([1, 50])
  })

  it('refuses an address of another kind', () => {
    expect(webSocketSink.argument.safeParse({ url: 'http://h' }).success).toBe(false)
  })
})
