import type { EventEmitter } from 'node:events'
import type { AddressInfo } from 'node:net'
import { ConfigError } from '../errors.ts'

interface Server extends EventEmitter {
  address(): AddressInfo | string | null
}

/**
 * Waits until a server listens.
 *
 * @returns its port
 * @throws ConfigError if the port is taken
 */
export async function bound(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `port: expected a free one, got ${port}, which is taken; end what uses it, or name another with --port and in the url of the pipeline`
      reject(error.code === 'EADDRINUSE' ? new ConfigError([{ where: 'simulate', message: taken }]) : error)
    })
  })
  return (server.address() as AddressInfo).port
}
