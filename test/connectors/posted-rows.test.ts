import { expect, it, onTestFinished } from 'vitest'
import * as z from 'zod/mini'
import { type ServedRows, serveRows } from '../../src/connectors/posted-rows.ts'
import { liveColumns } from '../../src/live/live-columns.ts'

const columns = z.strictObject(liveColumns)

/** A server whose messages are safe when the test says so. */
async function start(argument: Partial<ServedRows> = {}, cursor?: string) {
  const { name = 'tap', host = '127.0.0.1', names = [], strict = false, token, ...more } = argument
  const messages: string[] = []
  const cursors: (string | undefined)[] = []
  const unsafe: (() => void)[] = []
  const held = { on: false }
  const run = new AbortController()
  const link = {
    signal: run.signal,
    cursor,
    open() {},
    heard() {},
    message(text: string, cursor?: string) {
      messages.push(text)
      cursors.push(cursor)
      return held.on ? new Promise<void>((resolve) => unsafe.push(resolve)) : Promise.resolve()
    },
  }
  const options = { ...columns.parse({ clock: 'ms' }), name, host, names, strict, token, port: 0, ...more }
  const { close, url } = await serveRows(options, link)
  onTestFinished(close)
  const post = async (body: string, headers: Record<string, string> = {}, path = 'rows', method = 'POST') => {
    const all = { 'content-type': 'application/x-ndjson', ...headers }
    const sent = method === 'GET' ? {} : { body }
    const response = await fetch(`${url}${path}`, { method, headers: all, ...sent })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) }
  }
  return { cursors, held, messages, post, run, unsafe }
}

const row = (i: number) => JSON.stringify({ time: i, value: i })

it('answers how many rows can be used, and which cannot, by line and column', async () => {
  const { messages, post } = await start()
  const body = `${row(1)}\n\n{"time": 2, "value": "x"}\nnonsense\n${row(3)}\n`
  const answer = await post(body)
  expect(answer.status).toBe(200)
  expect(answer.json()).toMatchObject({
    accepted: 2,
    rejected: 2,
    rejects: [
      { row: 2, line: 3, column: 'value', reason: expect.stringContaining('expected a number') },
      { row: 3, line: 4, reason: expect.stringContaining('expected JSON') },
    ],
  })
  expect(messages).toEqual([body])
  const many = (await post(`${row(1)}\n${'{}\n'.repeat(30)}`)).json()
  expect([many.accepted, many.rejected, many.rejects.length]).toEqual([1, 30, 20])
})

it('names lines of CSV, and takes nothing of a request without a row that can be used', async () => {
  const { messages, post } = await start({ format: 'csv' })
  const csv = { 'content-type': 'text/csv' }
  expect((await post('time,value\n1,1\n2,x\n', csv)).json()).toMatchObject({
    accepted: 1,
    rejects: [{ row: 2, line: 3 }],
  })
  const refused = await post('time,value\n2,x\n', csv)
  expect([refused.status, refused.json()]).toMatchObject([422, { accepted: 0, rejected: 1 }])
  const other = await post('when,value\n2,1\n', csv)
  expect([other.status, other.json().rejects[0].reason]).toEqual([422, expect.stringContaining('time')])
  expect((await post(' \n', csv)).text).toBe('body: expected rows, got none')
  expect(messages).toHaveLength(1)
})

it('takes a request whole or not at all in a strict run', async () => {
  const { messages, post } = await start({ strict: true })
  expect((await post(`${row(1)}\nnonsense`)).json()).toMatchObject({ accepted: 0, rejected: 1 })
  expect(messages).toEqual([])
})

it('refuses strangers, pages, other names, paths and methods', async () => {
  const token = '0123456789abcdef'
  const { messages, post } = await start({ token })
  const authorization = `Bearer ${token}`
  expect((await post(row(1))).status).toBe(401)
  expect((await post(row(1), { authorization: 'Bearer 0123456789abcdeg' })).status).toBe(401)
  expect((await post(row(1), {}, `rows?token=${token}`)).status).toBe(401)
  expect((await post(row(1), { authorization, origin: 'http://example.com' })).status).toBe(403)
  expect((await post(row(1), { authorization }, 'row')).status).toBe(404)
  const get = await post('', { authorization }, 'rows', 'GET')
  expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST'])
  expect((await post(row(1), { authorization, 'content-type': 'text/plain' })).status).toBe(415)
  expect(messages).toEqual([])
  expect((await post(row(1), { authorization })).status).toBe(200)
})

it('takes a request with a key once, also while it is not safe, and after a restart', async () => {
  const { cursors, held, messages, post, unsafe } = await start()
  const key = { 'idempotency-key': 'a' }
  held.on = true
  const first = post(row(1), key)
  await expect.poll(() => messages.length).toBe(1)
  let answered = 0
  const again = post(row(1), key).then((answer) => {
    answered++
    return answer
  })
  // A later request is answered while both wait.
  held.on = false
  expect((await post(row(2))).status).toBe(200)
  expect(answered).toBe(0)
  unsafe[0]!()
  expect((await again).json()).toEqual((await first).json())
  const other = await post(row(3), key)
  expect([other.status, other.text]).toEqual([422, expect.stringContaining('expected another key')])
  expect(messages).toEqual([row(1), row(2)])

  const restarted = await start({}, cursors[0])
  expect((await restarted.post(row(1), key)).json()).toEqual({ accepted: 1, rejected: 0, rejects: [] })
  expect(restarted.messages).toEqual([])
})

it('asks to come again while 64 requests are open, and then takes more', async () => {
  const { held, messages, post, unsafe } = await start()
  held.on = true
  const open = Array.from({ length: 64 }, (_, i) => post(row(i)))
  await expect.poll(() => messages.length).toBe(64)
  const refused = await post(row(64))
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
  for (const resolve of unsafe) resolve()
  expect((await Promise.all(open)).every(({ status }) => status === 200)).toBe(true)
  held.on = false
  expect((await post(row(64))).status).toBe(200)
})

it('acknowledges nothing that is not safe when the run ends', async () => {
  const { held, messages, post, run } = await start()
  held.on = true
  const open = post(row(1))
  await expect.poll(() => messages.length).toBe(1)
  run.abort()
  expect((await open).status).toBe(503)
  expect((await post(row(2))).status).toBe(503)
  expect(messages).toHaveLength(1)
})
