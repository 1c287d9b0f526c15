import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { webSocketOutlet } from '../../src/simulate/web-socket-outlet.ts'

describe('webSocketOutlet', () => {
  it('sends each row to all clients, and closes', async () => {
    const outlet = await webSocketOutlet(0)
    const clients = [new WebSocket(outlet.address), new WebSocket(outlet.address)]
    await Promise.all(clients.map((client) => once(client, 'open')))
    await outlet.heard
    const got = clients.map((client) => once(client, 'message'))
    await outlet.send({ text: '{"a":1}', fields: { a: 1 } })
    expect((await Promise.all(got)).map(([data]) => String(data))).toEqual(['{"a":1}', '{"a":1}'])
    const closed = clients.map((client) => once(client, 'close'))
    await outlet.close()
    expect((await Promise.all(closed)).map(([code]) => code)).toEqual([1000, 1000])
  })

  it.each([
    ['https://example.com', 401],
    ['null', 401],
  ])('refuses the page of another site: %s', async (origin, code) => {
    const outlet = await webSocketOutlet(0)
    const [error] = await once(new WebSocket(outlet.address, { origin }), 'error')
    expect(String(error)).toContain(String(code))
    await outlet.close()
  })
})
