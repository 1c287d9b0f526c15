import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import { expect, it } from 'vitest'
import { openSocket, Silences } from '../../src/kafka/open-socket.ts'

async function listening(answer: (socket: Socket) => void) {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const ssl = undefined as unknown as ConnectionOptions
  return { server, open: () => openSocket({ host: '127.0.0.1', port, ssl, onConnect: () => {} }) }
}

it('is reported as silent once, until there is an answer', async () => {
  let isSilent = true
  const { server, open } = await listening((socket) => {
    if (!isSilent) socket.write('hello')
  })
  const notices: string[] = []
  const silences = new Silences((notice) => notices.push(notice), 100)
  const sockets = [open(), open()]
  for (const socket of sockets) silences.watch(socket, 'k1:9092')
  await expect.poll(() => notices).toEqual(['no answer from k1:9092 for 0.1 s; still waiting'])
  isSilent = false
  sockets.push(silences.watch(open(), 'k1:9092'))
  await once(sockets[2]!, 'data')
  isSilent = true
  sockets.push(silences.watch(open(), 'k1:9092'))
  await expect.poll(() => notices.length).toBe(2)
  for (const socket of sockets) socket.destroy()
  server.close()
  await once(server, 'close')
})

it('a connection bears any number of listeners', async () => {
  const { server, open } = await listening((socket) => socket.end('hello'))
  const socket = open()
  expect(socket.getMaxListeners()).toBe(0)
  await once(socket, 'data')
  socket.end()
  server.close()
  await once(server, 'close')
})
