import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import { expect, it } from 'vitest'
import { openSocket } from '../../src/kafka/open-socket.ts'

it('a connection bears any number of listeners', async () => {
  const server = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const connected = new Promise<void>((onConnect) => {
    const socket = openSocket({ host: '127.0.0.1', port, ssl: undefined as unknown as ConnectionOptions, onConnect })
    expect(socket.getMaxListeners()).toBe(0)
    socket.on('data', () => socket.end())
  })
  await connected
  server.close()
  await once(server, 'close')
})
