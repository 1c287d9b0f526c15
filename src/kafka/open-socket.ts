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

/** Milliseconds without an answer until a notice. Brokers answer at once; requests have 30 s. */
const patience = 5000

/** Notices hosts that do not answer: a new connection through which nothing comes, or none. */
export class Silences {
  private readonly silent = new Set<string>()
  private readonly tell: (notice: string) => void
  private readonly patience: number

  /** @param tell told once of a host, until it has answered */
  constructor(tell: (notice: string) => void, patienceMs = patience) {
    this.tell = tell
    this.patience = patienceMs
  }

  /** @param address of the host, for messages */
  watch(socket: Socket, address: string): Socket {
    const timer = setTimeout(() => {
      // What came while the process was busy is read first.
      setImmediate(() => {
        if (socket.bytesRead > 0 || socket.destroyed || this.silent.has(address)) return
        this.silent.add(address)
        this.tell(`no answer from ${address} for ${this.patience / 1000} s; still waiting`)
      })
    }, this.patience)
    socket.once('close', () => clearTimeout(timer))
    return socket.once('data', () => {
      clearTimeout(timer)
      this.silent.delete(address)
    })
  }
}
