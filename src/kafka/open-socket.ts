import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { ISocketFactoryArgs } from 'kafkajs'

/** Milliseconds of silence after which the system asks whether the other side is there. */
const keepAliveMs = 60_000

/**
 * Opens a connection for kafkajs. Its own are without `noDelay`, and it calls `unref` at each try to reach a broker that
 * is away, each of which adds a listener to the socket of the last connection.
 */
export function openSocket({ host, port, ssl, onConnect }: ISocketFactoryArgs): Socket {
  const socket = ssl
    ? connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }), ...ssl }, onConnect)
    : connect({ host, port }, onConnect)
  return socket.setNoDelay(true).setKeepAlive(true, keepAliveMs).setMaxListeners(0)
}
