import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { ConfigError } from '../errors.ts'
import { type Served as Answered, boundedServer } from './bounded-server.ts'
import { guard } from './guard.ts'
import { isLoopback } from './is-loopback.ts'
import type { Listening, ListenOptions } from './listening.ts'

const graceMs = 300

/** What is served, for messages. */
interface Served extends Answered {
  /** The setting that has port and host. */
  readonly name: string
  readonly defaultPort: number
  /** Takes any free port if the default is taken. */
  readonly anyPort?: boolean
  /** Whether programs send requests, and no pages. */
  readonly forPrograms?: boolean
  /** Further names of the server in requests. */
  readonly names?: readonly string[] | undefined
}

const page: Served = { name: 'dashboard', defaultPort: 7070, anyPort: true }

/** Sent to pages with every response, refusals included: the page may load nothing from elsewhere. */
const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ['data:', 'blob:'],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  // The server speaks plain HTTP.
  strictTransportSecurity: false,
})

/**
 * Serves `routes` behind the guard.
 *
 * @throws ConfigError if the port is taken or the host is not an address of this machine.
 */
export async function listen(
  routes: Hono<{ Bindings: HttpBindings }>,
  { port, host = '127.0.0.1', token: given }: ListenOptions,
  { name, defaultPort, anyPort = false, forPrograms, names, ...answered }: Served = page,
): Promise<Listening> {
  const token = given ?? (isLoopback(host) ? null : randomBytes(18).toString('base64url'))
  const app = new Hono<{ Bindings: HttpBindings }>()
  if (!forPrograms) app.use(headers)
  app.use(guard({ forPrograms, host, names, token }))
  app.route('/', routes)
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  const server = boundedServer((request, response) => void answer(request, response), answered)
  try {
    await bind(server, port ?? defaultPort, host)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE' && port === undefined && anyPort) await bind(server, 0, host)
    else if (code === 'EADDRINUSE') {
      throw new ConfigError([
        {
          where: name,
          message: `port: expected a free one, got ${port ?? defaultPort}, which is taken; name another, or 0 for any`,
        },
      ])
    } else
      throw new ConfigError([
        { where: name, message: `host: expected an address of this machine, got "${host}"; ${message}` },
      ])
  }
  const bound = (server.address() as AddressInfo).port
  const everywhere = host === '0.0.0.0' || host === '::'
  // A token that was given may be a secret, and is known to the user.
  const query = token !== null && given === undefined ? `?token=${token}` : ''
  const urlOf = (address: string) => `${answered.tls ? 'https' : 'http'}://${address}:${bound}/${query}`
  return {
    url: urlOf(everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host),
    elsewhere: everywhere ? addressesOf(host === '::').map(urlOf) : [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Long enough for pages to receive the last event, short enough that nobody waits for it.
        setTimeout(() => server.closeAllConnections(), graceMs).unref()
      }),
  }
}

/**
 * This machine's external addresses as written in a URL; link-local IPv6 addresses need a zone, which a URL cannot
 * have.
 */
function addressesOf(six: boolean): string[] {
  return Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal, family, address }) => !internal && (family === 'IPv4' || (six && !/^fe80:/i.test(address))))
    .map(({ family, address }) => (family === 'IPv4' ? address : `[${address}]`))
}

const bind = (server: Server, port: number, host: string) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
