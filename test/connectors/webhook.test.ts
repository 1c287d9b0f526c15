import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { signature, type WebhookOptions, webhookSink, writeWebhook } from '../../src/connectors/webhook.ts'
import type { SinkPlace } from '../../src/sinks/sink.ts'
import { certificate } from '../peers/certificate.ts'
import { placeOf, resumed, saved, summary } from '../sinks/place.ts'
import { scoredOf } from '../sinks/scored.ts'
import { until } from '../until.ts'
import { Receiver } from './receiver.ts'

const quick = { retry: { from: '1ms', to: '10ms' } } as const

const sinkTo = (receiver: Receiver, options: Partial<WebhookOptions> = {}, place: Partial<SinkPlace> = {}) =>
  writeWebhook({ url: `${receiver.url}/hook?token=abc`, ...quick, ...options })(placeOf(place))

/** The origins in a request, in days. */
const daysIn = (body: string) =>
  JSON.parse(body).forecasts.map(({ origin }: { origin: string }) => Date.parse(origin) / 86_400_000)

describe('the sink webhook', () => {
  it('posts forecasts and events as JSON, signed, with an idempotency key', async () => {
    const receiver = await Receiver.start()
    const place = { by: ['shop'], series: ['y'] }
    const sink = await sinkTo(
      receiver,
      { secret: 'a long secret', events: true, headers: { Authorization: 'B c' } },
      place,
    )
    const plain = scoredOf(1, [1.5, Number.NaN])
    const key = ['“北京” \\ "']
    await sink.write([
      { ...plain, observation: { ...plain.observation, key }, events: [{ kind: 'drift', time: 0, key, reason: 'r' }] },
    ])
    await sink.close(summary)
    const [{ body, headers, path }] = receiver.received as [Receiver['received'][0]]
    expect(path).toBe('/hook?token=abc')
    expect(JSON.parse(body)).toEqual({
      id: headers['idempotency-key'],
      pipeline: 't',
      forecasts: [
        {
          id: `t/${key[0]}/1970-01-02T00:00:00.000Z`,
          shop: key[0],
          series: 'y',
          origin: '1970-01-02T00:00:00.000Z',
          observed: 0.1,
          times: ['1970-01-03T00:00:00.000Z', '1970-01-04T00:00:00.000Z'],
          leads: [1, 2],
          forecast: [1.5, null],
          intervals: [{ level: 0.975, lower: [0.5, null], upper: [2.5, null] }],
          residuals: [null, null],
          drift: false,
        },
      ],
      events: [
        {
          id: expect.stringContaining('/drift/'),
          shop: key[0],
          time: '1970-01-01T00:00:00.000Z',
          event: 'drift',
          reason: 'r',
        },
      ],
    })
    expect(headers).toMatchObject({ 'content-type': 'application/json', authorization: 'B c' })
    const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signed } = headers
    expect(id).toBe(headers['idempotency-key'])
    expect(signed).toBe(`v1,${createHmac('sha256', 'a long secret').update(`${id}.${time}.${body}`).digest('base64')}`)
    expect(Math.abs(Number(time) - Date.now() / 1000)).toBeLessThan(60)
  })

  it('signs as Standard Webhooks does', () => {
    // The example of the specification’s libraries.
    const body = '{"test": 2432232314}'
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    expect(signature(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', '1614265330', body)).toBe(
      'g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    )
  })

  it('tries again after 5xx, 429 and cut connections, with the same key, and posts each forecast once', async () => {
    const receiver = await Receiver.start()
    const replies = [500, 429, 'cut', 503, 200] as const
    receiver.reply = (_, count) => replies[count - 1] ?? 200
    const sink = await sinkTo(receiver)
    await sink.write([scoredOf(1)])
    await sink.close(summary)
    expect(receiver.received).toHaveLength(5)
    expect(new Set(receiver.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  })

  it('waits as long as Retry-After says', async () => {
    const receiver = await Receiver.start()
    const at: number[] = []
    receiver.reply = () => {
      at.push(performance.now())
      return at.length > 1 ? 200 : { status: 503, headers: { 'Retry-After': '1' } }
    }
    const sink = await sinkTo(receiver)
    await sink.write([scoredOf(1)])
    await sink.close(summary)
    expect(at[1]! - at[0]!).toBeGreaterThan(950)
  })

  it('ends the run if the receiver refuses, and says what it answered, without the secret part of the address', async () => {
    const receiver = await Receiver.start()
    receiver.reply = () => ({ status: 422, text: '{"error":\n "no such shop"}' })
    const sink = await sinkTo(receiver)
    await sink.write([scoredOf(1)])
    await expect(sink.close(summary)).rejects.toThrow(
      `${receiver.url}/hook: expected an answer of 2xx, got HTTP 422: {"error": "no such shop"}`,
    )
    await sink.abort()
  })

  it('drop: counts what was refused and goes on', async () => {
    const receiver = await Receiver.start()
    receiver.reply = (_, count) => (count === 1 ? 400 : 200)
    const sink = await sinkTo(receiver, { down: 'drop' })
    await sink.write([scoredOf(1)])
    await until(() => receiver.received.length === 1, 'a request')
    await sink.write([scoredOf(2)])
    await sink.close(summary)
    expect(receiver.received.map(({ body }) => daysIn(body))).toEqual([[1], [2]])
    expect(sink.remark).toBe(`${receiver.url}/hook: 1 message was dropped`)
  })

  it('goes on after the receiver was restarted, with nothing lost or doubled', async () => {
    const receiver = await Receiver.start()
    const said: string[] = []
    const sink = await sinkTo(receiver, {}, { warn: (text) => said.push(text) })
    await sink.write([scoredOf(1)])
    await sink.sync?.()
    await receiver.halt()
    await sink.write([scoredOf(2), scoredOf(3)])
    await until(() => said.length > 0, 'a warning')
    await receiver.start()
    await sink.write([scoredOf(4)])
    await sink.close(summary)
    expect(receiver.received.flatMap(({ body }) => daysIn(body))).toEqual([1, 2, 3, 4])
    expect(said).toHaveLength(2)
    expect(said.join()).not.toContain('abc')
  })

  it('a run that goes on posts again what had no answer, as it was, and nothing that had one', async () => {
    const state = mkdtempSync(join(tmpdir(), 'rxcast-webhook-'))
    const receiver = await Receiver.start()
    const sink = await sinkTo(receiver, {}, { state })
    await sink.open?.()
    await sink.write([scoredOf(1)])
    const checkpoint = await saved(sink)
    await sink.write([scoredOf(2)])
    await until(() => receiver.received.length === 2, 'a request')
    await sink.sync?.()
    receiver.reply = () => new Promise(() => {})
    await sink.write([scoredOf(3), scoredOf(4)])
    await until(() => receiver.received.length === 3, 'a request')
    await sink.abort()

    receiver.reply = () => 200
    const next = await resumed(sinkTo(receiver, {}, { state }), checkpoint)
    for (const origin of [2, 3, 4, 5]) await next.write([scoredOf(origin)])
    await next.close(summary)
    expect(receiver.received.map(({ body }) => daysIn(body))).toEqual([[1], [2], [3, 4], [3, 4], [5]])
    const [, , before, after] = receiver.received
    expect(after!.headers['idempotency-key']).toBe(before!.headers['idempotency-key'])
    expect(after!.body).toBe(before!.body)
  })

  it('keeps apart what waits for addresses that differ only in their query, or in headers', async () => {
    const state = mkdtempSync(join(tmpdir(), 'rxcast-webhook-'))
    const receiver = await Receiver.start()
    receiver.reply = () => 503
    const three = () =>
      [
        { url: `${receiver.url}/hook?room=a` },
        { url: `${receiver.url}/hook?room=b` },
        { headers: { 'X-Room': 'c' } },
      ].map((options) => sinkTo(receiver, options, { state }))
    const checkpoints: (readonly Uint8Array[])[] = []
    for (const [i, made] of three().entries()) {
      const sink = await made
      await sink.open?.()
      await sink.write([scoredOf(i)])
      await until(() => receiver.received.length > i, 'a request')
      checkpoints.push(await saved(sink))
      await sink.abort()
    }
    receiver.received.length = 0
    receiver.reply = () => 200
    for (const [i, made] of three().entries()) await (await resumed(made, checkpoints[i]!)).close(summary)
    expect(receiver.received.map(({ body, headers, path }) => [path, headers['x-room'], daysIn(body)])).toEqual([
      ['/hook?room=a', undefined, [0]],
      ['/hook?room=b', undefined, [1]],
      ['/hook?token=abc', 'c', [2]],
    ])
  })

  it('trusts a certificate that signs itself only if tls.ca names it', async () => {
    const { cert, key } = certificate()
    const receiver = await Receiver.start({ cert: readFileSync(cert), key: readFileSync(key) })
    const trusting = await sinkTo(receiver, { tls: { ca: cert } }, { resolve: (path) => path })
    await trusting.write([scoredOf(1)])
    await trusting.close(summary)
    expect(receiver.received).toHaveLength(1)
    const said: string[] = []
    const careful = await sinkTo(receiver, { down: 'wait' }, { warn: (text) => said.push(text) })
    await careful.write([scoredOf(2)])
    const why = 'self-signed certificate; tls.ca can name the certificate to trust'
    await expect(careful.close(summary)).rejects.toThrow(
      `webhook.tls: expected a trusted certificate of ${receiver.url}/hook, got ${why}`,
    )
    await careful.abort()
    expect(said).toEqual([])
    expect(receiver.received).toHaveLength(1)
  })

  it('takes no more memory than the limit while the receiver answers nothing', async () => {
    const receiver = await Receiver.start()
    receiver.reply = () => new Promise(() => {})
    const sink = await sinkTo(receiver)
    let taken = 0
    const writing = (async () => {
      for (let origin = 1; origin <= 100_000; origin++) {
        await sink.write([scoredOf(origin)])
        taken = origin
      }
    })()
    writing.catch(() => {})
    let before = -1
    while (taken !== before || taken < 20_000) {
      before = taken
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    // Two rows each: 50,000 rows wait, and the write under way.
    expect(taken).toBe(25_000)
    await sink.abort()
  })

  it('refuses an address of another kind, and a short secret', () => {
    const { argument } = webhookSink
    expect(argument.safeParse({ url: 'ftp://h' }).success).toBe(false)
    expect(argument.safeParse({ url: 'http://h', secret: 'short' }).success).toBe(false)
  })
})
