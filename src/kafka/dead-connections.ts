import type { Socket } from 'node:net'

/** Milliseconds that a broker may take for an answer, as in Kafka's own clients. */
export const defaultPatience = 30_000

interface Connection {
  readonly socket: Socket
  readonly address: string
  /** When something came last, or the connection was opened. */
  heard: number
}

/**
 * Closes connections on which no answer comes; kafkajs goes on asking. If the network has forgotten a connection, as a
 * firewall does that was started again, the system would notice after a quarter of an hour.
 */
export class DeadConnections {
  private readonly patience: number
  private readonly connections = new Set<Connection>()

  /**
   * @param patience milliseconds after a request in which nothing has come: then the connection is closed, and with it
   * all others to the same address from which nothing has come for as long
   */
  constructor(patience = defaultPatience) {
    this.patience = patience
  }

  watch(socket: Socket, address: string): Socket {
    const connection = { socket, address, heard: performance.now() }
    this.connections.add(connection)
    let waiting: NodeJS.Timeout | undefined
    const answered = () => {
      connection.heard = performance.now()
      clearTimeout(waiting)
      waiting = undefined
    }
    const write = socket.write.bind(socket) as (...given: Parameters<Socket['write']>) => boolean
    socket.write = (...given: unknown[]) => {
      waiting ??= setTimeout(() => this.close(connection), this.patience).unref()
      return write(...(given as Parameters<Socket['write']>))
    }
    socket.on('data', answered)
    return socket.on('close', () => {
      answered()
      this.connections.delete(connection)
    })
  }

  private close(silent: Connection): void {
    const error = new Error(`no answer for ${this.patience / 1000} s`)
    const since = performance.now() - this.patience
    for (const each of this.connections)
      if (each === silent || (each.address === silent.address && each.heard <= since)) each.socket.destroy(error)
  }
}
