import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A node that is reached through a relay: the port that clients connect to, and the one that it listens on. */
export interface Route {
  readonly port: number
  readonly target: number
}

/** Which bytes are held up: those to the brokers, those from them, or both. */
export type Way = 'requests' | 'answers' | 'both'

/** The number of EndTxn, by which a transaction is committed. */
const endOfTransaction = 26

/**
 * A network between clients and brokers that can be cut. As on a network that drops packets, nobody is told: bytes wait,
 * connections stay open, and new ones give no answer. What was held up arrives when the cut is healed, in order; or
 * never, if the network has forgotten the connection, as a firewall or a NAT does.
 */
export class Relay {
  /** Addresses for clients. */
  readonly brokers: readonly string[]
  private readonly servers: readonly Server[]
  private readonly flows = new Set<Flow>()
  private way: Way | undefined
  private atCommit: { readonly way: Way; left: number; readonly done: () => void } | undefined

  private constructor(routes: readonly Route[]) {
    this.brokers = routes.map(({ port }) => `127.0.0.1:${port}`)
    this.servers = routes.map(({ port, target }) =>
      createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (client) =>
        this.join(client, target),
      ).listen(port, '127.0.0.1'),
    )
  }

  static async start(routes: readonly Route[]): Promise<Relay> {
    const relay = new Relay(routes)
    await Promise.all(relay.servers.map((server) => once(server, 'listening')))
    return relay
  }

  cut(way: Way): void {
    this.way = way
    for (const flow of this.flows) flow.hold(this.holds(flow))
  }

  /**
   * Cuts when a transaction is about to be committed: the request is held up, or its answer.
   *
   * @param commit which one from now on
   */
  cutAtCommit(way: Way, commit = 1): Promise<void> {
    return new Promise((done) => {
      this.atCommit = { way, left: commit, done }
    })
  }

  /** @param forgets whether the connections of before are silent for ever */
  heal(forgets = false): void {
    this.way = undefined
    if (forgets) this.flows.clear()
    for (const flow of this.flows) flow.hold(false)
  }

  close(): void {
    for (const server of this.servers) server.close()
    for (const flow of this.flows) flow.end()
  }

  private join(client: Socket, port: number): void {
    const broker = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
    const requests = new Flow('requests', client, broker, (chunk) => this.look(chunk))
    const flows = [requests, new Flow('answers', broker, client)]
    for (const flow of flows) {
      this.flows.add(flow)
      flow.hold(this.holds(flow))
    }
    for (const socket of [client, broker])
      socket
        .on('error', () => requests.end())
        .on('close', () => {
          for (const flow of flows) this.flows.delete(flow)
        })
  }

  private holds({ kind }: Flow): boolean {
    return this.way === 'both' || this.way === kind
  }

  /** Looks at the begin of a request: its length, then its number. */
  private look(chunk: Buffer): void {
    const { atCommit } = this
    if (atCommit === undefined || chunk.length < 6 || chunk.readInt16BE(4) !== endOfTransaction) return
    if (--atCommit.left > 0) return
    const { done, way } = atCommit
    this.atCommit = undefined
    this.cut(way)
    done()
  }
}

/** Bytes from one socket to another. While they are held up, nobody notices that the first one has ended either. */
class Flow {
  readonly kind: 'requests' | 'answers'
  private readonly from: Socket
  private readonly to: Socket
  private held = false
  private readonly waiting: Buffer[] = []

  constructor(kind: Flow['kind'], from: Socket, to: Socket, see: (chunk: Buffer) => void = () => {}) {
    this.kind = kind
    this.from = from
    this.to = to
    from.on('end', () => to.end())
    from.on('data', (chunk: Buffer) => {
      see(chunk)
      if (this.held) this.waiting.push(chunk)
      else if (!to.write(chunk)) from.pause()
    })
    to.on('drain', () => this.hold(this.held))
  }

  hold(held: boolean): void {
    this.held = held
    if (held) {
      this.from.pause()
      return
    }
    for (const chunk of this.waiting.splice(0)) this.to.write(chunk)
    this.from.resume()
  }

  end(): void {
    this.from.destroy()
    this.to.destroy()
  }
}
