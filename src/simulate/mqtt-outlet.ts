import { createServer, type Socket } from 'node:net'
import { topicFor } from '../connectors/topic-for.ts'
import { ConfigError } from '../errors.ts'
import { loadPeer } from '../peers/load-peer.ts'
import { bound } from './bound.ts'
import type { Outlet } from './outlet.ts'
import { readAll } from './within.ts'

export interface MqttOutletOptions {
  /** Topic of a row, with places for fields, such as `weather/{city}`. */
  readonly topic: string
  /** Whether the broker keeps the last row of each topic for those who come later. */
  readonly retain: boolean
}

/** A broker on this machine, which keeps nothing on the disk. @throws ConfigError without `aedes` */
export async function ownBroker(port: number, { topic, retain }: MqttOutletOptions): Promise<Outlet> {
  const { Aedes } = await loadPeer('aedes', 'simulate --mqtt', () => import('aedes'))
  const broker = await Aedes.createBroker()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    broker.handle(socket)
  })
  server.listen(port, '127.0.0.1')
  const own = await bound(server, port)
  const heard = new Promise<void>((resolve) => broker.once('subscribe', () => resolve()))
  return {
    address: `mqtt://127.0.0.1:${own}`,
    heard,
    send: ({ text, fields }) =>
      new Promise((resolve, reject) => {
        const packet = {
          cmd: 'publish',
          topic: topicFor(topic, fields),
          payload: text,
          qos: 1,
          retain,
          dup: false,
        } as const
        broker.publish(packet, (error) => (error ? reject(error) : resolve()))
      }),
    async close(signal) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      // A client ends its side when it has read everything; the broker would drop what waits for it.
      for (const socket of sockets) socket.end()
      const lost = await readAll(closed, signal)
      await new Promise<void>((resolve) => broker.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
      return lost
    },
  }
}

/**
 * A client of a broker that runs already. It waits while the connection is lost.
 *
 * @param url such as mqtt://user:password@host:1883
 * @throws ConfigError without `mqtt`; an error if the broker refuses the first connection
 */
export async function atBroker(url: string, { topic, retain }: MqttOutletOptions): Promise<Outlet> {
  const { connectAsync } = await loadPeer('mqtt', 'simulate --mqtt', async () => (await import('mqtt')).default)
  const address = addressOf(url)
  const client = await connectAsync(url, {}, false).catch((error: Error) => {
    const message = `expected a broker at ${address}, got "${error.message || (error as NodeJS.ErrnoException).code}"`
    throw new ConfigError([{ where: 'simulate', message }])
  })
  // Without a listener an error would end the process; the client connects again.
  client.on('error', () => {})
  return {
    address,
    heard: Promise.resolve(),
    async send({ text, fields }) {
      await client.publishAsync(topicFor(topic, fields), text, { qos: 1, retain })
    },
    async close(signal) {
      // Each row was acknowledged when it was sent.
      await client.endAsync(signal.aborted)
      return undefined
    },
  }
}

/** The address without user and password. */
function addressOf(url: string): string {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  return String(shown)
}
