import { describe, expect, it } from 'vitest'
import { httpOutlet } from '../../src/simulate/http-outlet.ts'

const stay = new AbortController().signal

const row = (i: number) => ({ text: `{"i":${i}}`, fields: { i } })

describe('httpOutlet', () => {
  it('answers with the rows so far, and 304 until there is a new one', async () => {
    const outlet = await httpOutlet(0)
    await outlet.send(row(1))
    const first = await fetch(outlet.address)
    await outlet.heard
    expect(await first.json()).toEqual([{ i: 1 }])
    const ask = () => fetch(outlet.address, { headers: { 'if-none-match': first.headers.get('etag')! } })
    expect((await ask()).status).toBe(304)
    await outlet.send(row(2))
    expect(await (await ask()).json()).toEqual([{ i: 1 }, { i: 2 }])
    await outlet.close(stay)
  })

  it('keeps the newest 1,000 rows', async () => {
    const outlet = await httpOutlet(0)
    for (let i = 0; i < 1200; i++) await outlet.send(row(i))
    const rows = await (await fetch(outlet.address)).json()
    expect([rows.length, rows[0], rows.at(-1)]).toEqual([1000, { i: 200 }, { i: 1199 }])
    await outlet.close(stay)
  })

  it('ends when the last rows were asked for, or says that they were not', async () => {
    const outlet = await httpOutlet(0)
    await outlet.send(row(1))
    const closed = outlet.close(stay)
    expect(await (await fetch(outlet.address)).json()).toEqual([{ i: 1 }])
    expect(await closed).toBeUndefined()

    const unread = await httpOutlet(0, 20)
    for (let i = 0; i < 1002; i++) await unread.send(row(i))
    expect(await unread.close(stay)).toBe(
      '2 rows were in no answer, which has the newest 1000; ask more often; the last 1000 rows were not asked for within 0.02 s',
    )
    const ended = await httpOutlet(0)
    await ended.send(row(1))
    expect(await ended.close(AbortSignal.abort())).toBeUndefined()
  })

  it('refuses other names, paths and methods', async () => {
    const outlet = await httpOutlet(0)
    const { get } = await import('node:http')
    const status = await new Promise((resolve) =>
      get(outlet.address, { headers: { host: 'example.com' } }, (response) => resolve(response.resume().statusCode)),
    )
    expect(status).toBe(403)
    expect((await fetch(new URL('/', outlet.address))).status).toBe(404)
    expect((await fetch(outlet.address, { method: 'POST' })).status).toBe(405)
    await outlet.close(stay)
  })
})
