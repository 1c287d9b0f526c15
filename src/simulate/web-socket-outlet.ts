import type { WebSocket } from 'ws'
import { loadPeer } from '../peers/load-peer.ts'
import { isLoopback } from '../server/is-loopback.ts'
import { bound } from './bound.ts'
import type { Outlet } from './outlet.ts'
import { readAll } from './within.ts'

/** Bytes that wait for a client, at most; one that is slower is cut off. */
const mostWaiting = 2 ** 24

/** A WebSocket server on this machine that sends each row to all of its clients. @throws ConfigError without `ws` */
export async function webSocketOutlet(port: number): Promise<Outlet> {
  const { WebSocketServer } = await loadPeer('ws', 'simulate --ws', () => import('ws'))
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port,
    maxPayload: 65_536,
    // Pages of other sites can open sockets to this machine too.
    verifyClient: ({ origin }: { origin?: string }) =>
      origin === undefined || (URL.canParse(origin) && isLoopback(new URL(origin).hostname)),
  })
  const heard = new Promise<void>((resolve) => server.once('connection', () => resolve()))
  const own = await bound(server, port)
  server.on('connection', (client: WebSocket) => client.on('error', () => client.terminate()))
  return {
    address: `ws://127.0.0.1:${own}`,
    heard,
    async send({ text }) {
      for (const client of server.clients) {
        if (client.bufferedAmount > mostWaiting) client.terminate()
        else client.send(text)
      }
    },
    async close(signal) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      // A client answers when it has read everything.
      for (const client of server.clients) client.close(1000, 'the file has ended')
      const lost = await readAll(closed, signal)
      for (const client of server.clients) client.terminate()
      await closed
      return lost
    },
  }
}
