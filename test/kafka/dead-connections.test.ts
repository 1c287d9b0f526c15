import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { DeadConnections } from '../../src/kafka/dead-connections.ts'

afterEach(() => vi.useRealTimers())

it('are closed if nothing comes after a request; others stay if nothing is asked or answers come', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  // The first request of each is answered, and no other.
  const server = createServer((socket) => socket.once('data', () => socket.write('hello'))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const dead = new DeadConnections()
  const { port } = server.address() as AddressInfo
  const open = (address = 'k1:9092') => dead.watch(connect(port, '127.0.0.1'), address)
  const [asks, idle, lives, other] = [open(), open(), open(), open('k2:9092')]
  vi.advanceTimersByTime(60_000)
  asks.write('hello')
  vi.advanceTimersByTime(29_000)
  await once(asks, 'data')
  vi.advanceTimersByTime(60_000)
  expect([asks, idle].map(({ destroyed }) => destroyed)).toEqual([false, false])
  asks.write('are you there?')
  vi.advanceTimersByTime(20_000)
  asks.write('hello?')
  lives.write('hello')
  await once(lives, 'data')
  const failed = [asks, idle].map((socket) => once(socket, 'error'))
  vi.advanceTimersByTime(10_000)
  for (const [error] of await Promise.all(failed)) expect(error.message).toBe('no answer for 30 s')
  expect([asks, idle, lives, other].map(({ destroyed }) => destroyed)).toEqual([true, true, false, false])
  for (const socket of [lives, other]) socket.destroy()
  server.close()
})
