import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import { ConfigError } from '../series/errors.ts'
import { guard, isLoopback } from './guard.ts'

export interface ListenOptions {
  /** 0 takes any free port. Without one: 7070, or any free one where that is taken. */
  readonly port?: number
  /** Address to bind; by default 127.0.0.1, which only this machine can reach. Elsewhere a token is asked for. */
  readonly host?: string
}

export interface Listening {
  /** Address to open, with its token where there is one. */
  readonly url: string
  /** Where bound to every address: those that other machines may reach, with the token. */
  readonly elsewhere: readonly string[]
  /** Ends every connection, after a moment for what is still being sent. */
  close(): Promise<void>
}

const usualPort = 7070
const graceMs = 300

/** Serves `routes` behind the guard; throws ConfigError where the port asked for is taken or the address is not this machine's. */
export async function listen(routes: Hono, { port, host = '127.0.0.1' }: ListenOptions): Promise<Listening> {
  const token = isLoopback(host) ? null : randomBytes(18).toString('base64url')
  const app = new Hono()
  app.use(guard({ host, token }))
  app.route('/', routes)
  const server = createAdaptorServer({ fetch: app.fetch })
  try {
    await bind(server, port ?? usualPort, host)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE' && port === undefined) await bind(server, 0, host)
    else if (code === 'EADDRINUSE') {
      throw new ConfigError([
        {
          where: 'dashboard',
          message: `port: expected a free one, got ${port}, which is taken; name another, or 0 for any`,
        },
      ])
    } else
      throw new ConfigError([
        { where: 'dashboard', message: `host: expected an address of this machine, got "${host}"; ${message}` },
      ])
  }
  const bound = (server.address() as AddressInfo).port
  const everywhere = host === '0.0.0.0' || host === '::'
  const urlOf = (name: string) => `http://${name}:${bound}/${token ? `?token=${token}` : ''}`
  return {
    url: urlOf(everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host),
    elsewhere: everywhere ? addressesOf(host === '::').map(urlOf) : [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Long enough for a page to hear the last word, too short for anybody to wait for.
        setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), graceMs).unref()
      }),
  }
}

/** This machine's own addresses as others see them, as they stand in a URL. Link-local ones need a zone that a URL cannot name. */
function addressesOf(six: boolean): string[] {
  return Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal, family, address }) => !internal && (family === 'IPv4' || (six && !/^fe80:/i.test(address))))
    .map(({ family, address }) => (family === 'IPv4' ? address : `[${address}]`))
}

const bind = (server: ServerType, port: number, host: string) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
