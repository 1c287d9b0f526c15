import { setTimeout as sleep } from 'node:timers/promises'
import { ConfigError, DataError } from '../errors.ts'
import { type Engine, text } from './engine.ts'

/** Milliseconds between two attempts to open a database that another process holds: rising, then the last one. */
const pauses = [5, 20, 50, 100, 250, 500]

/** Options of `Database.use`. */
export interface UseOptions {
  readonly readOnly?: boolean
  /** Milliseconds to wait while another process holds the database. */
  readonly patience: number
  /** Called once if it has to wait long enough for somebody to notice, with who holds it. */
  readonly onWait?: ((holder: string) => void) | undefined
  /** Aborted to give up waiting. */
  readonly signal?: AbortSignal | undefined
}

/** A database in a file, which is open, and locked, only while it is used. */
export class Database {
  private readonly path: string
  private readonly name: string
  private readonly engine: Engine

  /** @param name the path as the user wrote it */
  constructor(path: string, name: string, engine: Engine) {
    this.path = path
    this.name = name
    this.engine = engine
  }

  /**
   * Does work with the database, whose name is then `history`.
   *
   * @throws DataError if it cannot be opened or the work fails
   */
  async use<T>(work: () => Promise<T>, options: UseOptions): Promise<T> {
    const { connection } = this.engine
    await this.attach(options)
    try {
      await connection.run('use history')
      const result = await work()
      await connection.run('use memory')
      await connection.run('detach history')
      return result
    } catch (error) {
      // A failed transaction, or a database that is invalid after a failed write.
      await connection.run('rollback').catch(() => {})
      await connection.run('use memory').catch(() => {})
      await connection.run('detach history').catch(() => {})
      throw this.errorOf(error)
    }
  }

  private async attach({ readOnly = false, patience, onWait, signal }: UseOptions): Promise<void> {
    let waited = 0
    for (let attempt = 0; ; attempt++) {
      try {
        await this.engine.connection.run(`attach ${text(this.path)} as history${readOnly ? ' (read_only)' : ''}`)
        return
      } catch (error) {
        const holder = holderIn(messageOf(error))
        if (holder === undefined || waited >= patience || signal?.aborted) throw this.errorOf(error)
        const pause = pauses[Math.min(attempt, pauses.length - 1)]!
        if (attempt === pauses.length) onWait?.(holder)
        await sleep(pause)
        waited += pause
      }
    }
  }

  private errorOf(error: unknown): unknown {
    if (error instanceof DataError || error instanceof ConfigError) return error
    const message = messageOf(error)
    const { name } = this
    const holder = holderIn(message)
    if (holder !== undefined)
      return new DataError(
        `${name}: expected a database that no other process has open, got one that ${holder} has; close it there`,
      )
    const cure = cures.find(([pattern]) => pattern.test(message))?.[1] ?? ''
    const first = message
      .split('\n')[0]!
      .replace(/^(IO|Invalid Input|Catalog|Binder|TransactionContext|FATAL) Error: /, '')
    return new DataError(`${name}: expected a DuckDB database that can be used, got: ${first}${cure}`)
  }
}

const cures: readonly (readonly [RegExp, string])[] = [
  [/no space left|not enough space|ENOSPC/i, '; free some room on the disk'],
  [/permission denied|read-only/i, '; give permission to write, or name another file'],
  [/not a valid DuckDB database|is a directory|older version|newer version|version number/i, '; name another file'],
  [/out of memory/i, '; give it more memory, or ask for less'],
]

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** Who holds the lock of a database, such as `node (PID 4711)`; undefined if the message is about something else. */
function holderIn(message: string): string | undefined {
  if (!/could not set lock|being used by another process/i.test(message)) return undefined
  const [, program, pid] = /held in (\S+) \(PID (\d+)\)/i.exec(message) ?? []
  return pid === undefined ? 'another process' : `${program!.split('/').at(-1)} (process ${pid})`
}
