import type { Client, ClientConfig, DatabaseError } from 'pg'
import * as z from 'zod/mini'
import { Refused } from '../delivery/message.ts'
import { ConfigError } from '../errors.ts'
import { readTls, type tlsOption } from '../live/tls.ts'
import { loadPeer } from '../peers/load-peer.ts'
import { required } from '../words/option.ts'

/** The option `url` of words that connect to PostgreSQL. */
export const postgresUrl = required(
  z.url({ protocol: /^postgres(ql)?$/, error: 'an address such as postgres://user@host/database' }),
  'Address of the database, such as postgres://forecaster@db.example.com/plant; a pipeline file takes the password from a variable. sslmode=require in it asks for TLS, whose certificate is always checked.',
)

/** How a word connects. */
export interface Postgres {
  /** The word, for errors. */
  readonly word: string
  readonly url: string
  readonly tls?: z.output<typeof tlsOption>
  /** Makes a path absolute. */
  readonly resolve: (path: string) => string
}

/**
 * Connects to PostgreSQL. Times are in UTC, and every value comes as the text that PostgreSQL prints.
 *
 * @param signal aborted to close the connection at once
 * @throws ConfigError if `pg` is not installed
 */
export async function connectPostgres(
  { word, url, tls, resolve }: Postgres,
  signal: AbortSignal,
  more: ClientConfig = {},
): Promise<Client> {
  const { default: pg } = await loadPeer('pg', word, () => import('pg'))
  const address = new URL(url)
  const mode = address.searchParams.get('sslmode') ?? 'disable'
  address.searchParams.delete('sslmode')
  if (mode === 'no-verify') {
    const message = 'expected sslmode=verify-full, got no-verify; name the certificate to trust in tls.ca'
    throw new ConfigError([{ where: `${word}.url:`, message }])
  }
  const client = new pg.Client({
    connectionString: address.href,
    keepAlive: true,
    application_name: 'rxcast',
    ...(mode === 'disable' && tls === undefined ? {} : { ssl: { ...(await readTls(word, tls, resolve)) } }),
    types: { getTypeParser: () => (text: string) => text },
    ...more,
  })
  // What fails is thrown by the query under way; between two queries, by the next one, which cannot say why.
  client.on('error', (error) => {
    if (!cuts.has(client)) cuts.set(client, error)
  })
  closeAtOnce(client, signal)
  await client.connect()
  await client.query("set time zone 'UTC'; set datestyle to 'ISO'; set intervalstyle to 'postgres'")
  return client
}

/** Why connections were cut between two queries. */
const cuts = new WeakMap<Client, Error>()

/** Closes a connection as soon as a signal is aborted. @returns a function that ends that */
export function closeAtOnce(client: Client, signal: AbortSignal): () => void {
  const close = () => streamOf(client).destroy(new Error('the connection was closed'))
  signal.addEventListener('abort', close, { once: true })
  if (signal.aborted) close()
  return () => signal.removeEventListener('abort', close)
}

const streamOf = (client: Client) =>
  (client as Client & { readonly connection: { readonly stream: { destroy(error: Error): void } } }).connection.stream

/** A name in SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/**
 * What an error of PostgreSQL means: that another try may succeed, or not. The class of its code says which (PostgreSQL,
 * appendix A).
 *
 * @param known whether the same connection has been used with success before: a refused password may then be temporary
 * @param client whose query has failed, if there was a connection
 * @returns the error; or a `ConfigError` or `Refused` if another try would not help
 */
export function postgresError(thrown: unknown, { word }: Postgres, known: boolean, client?: Client): unknown {
  const error = (client && cuts.get(client)) ?? thrown
  if (error instanceof ConfigError || error instanceof Refused) return error
  const { code, message, schema } = error as Partial<DatabaseError>
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || !('severity' in (error as object))) return error
  const kind = code.slice(0, 2)
  if (kind === '28' || kind === '3D')
    return known ? error : new ConfigError([{ where: `${word}.url:`, message: `expected access, got "${message}"` }])
  // Connections, transactions, resources, administrators and other processes.
  if (['08', '25', '40', '53', '55', '57', '58', 'XX'].includes(kind)) return error
  // Another process has just made the same table.
  if (code === '23505' && schema === 'pg_catalog') return error
  return new Refused(`expected SQL that PostgreSQL accepts, got "${message}" (${code})`)
}
