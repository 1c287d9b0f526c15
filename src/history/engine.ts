import type { DuckDBConnection } from '@duckdb/node-api'
import { loadPeer } from '../peers/load-peer.ts'

/** The package `@duckdb/node-api`. */
export type DuckDb = typeof import('@duckdb/node-api')

/** DuckDB in this process, with no database but one in memory. */
export interface Engine {
  readonly duckDb: DuckDb
  readonly connection: DuckDBConnection
  close(): void
}

/** Options of `startEngine`. */
export interface EngineOptions {
  /** The word or command that needs it, for messages. */
  readonly word: string
  /** Zone of days and of times without one; UTC by default. */
  readonly zone?: string | undefined
  /** Most memory, such as `512MB`; what needs more uses the disk. */
  readonly memory: string
  /** Folder for what does not fit into the memory; it is created when it is needed. */
  readonly spill: string
  readonly threads?: number
}

/**
 * Starts DuckDB. It installs and loads no extensions, so that it never reaches for the network.
 *
 * @throws ConfigError if the package is not installed
 */
export async function startEngine({ word, zone = 'UTC', memory, spill, threads }: EngineOptions): Promise<Engine> {
  const duckDb = await loadPeer('@duckdb/node-api', word, () => import('@duckdb/node-api'))
  const instance = await duckDb.DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: memory,
    temp_directory: spill,
    ...(threads !== undefined && { threads: String(threads) }),
  })
  const connection = await instance.connect()
  await setZone(connection, zone)
  return {
    duckDb,
    connection,
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/**
 * Sets the zone of days and of times without one. DuckDB has no zones for offsets with minutes, such as +05:30: days
 * are then those of UTC.
 */
export async function setZone(connection: DuckDBConnection, zone: string): Promise<void> {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? []
  // The signs of these names are those of POSIX, which count westwards.
  const offset = Number(minutes ?? 0) === 0 ? `Etc/GMT${sign === '+' ? '-' : '+'}${Number(hours)}` : 'UTC'
  await connection.run(`set TimeZone = ${text(sign === undefined ? zone : offset)}`)
}

/** A name as SQL, such as that of a column. */
export const named = (name: string) => `"${name.replaceAll('"', '""')}"`

/** A text as SQL. */
export const text = (value: string) => `'${value.replaceAll("'", "''")}'`
