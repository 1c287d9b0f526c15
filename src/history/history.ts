import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { SeriesEvent } from '../series/event.ts'
import type { ScoredData } from '../series/scored.ts'
import { onFile } from '../sinks/file-error.ts'
import { Later } from '../sinks/later.ts'
import { atLeads } from '../sinks/selection.ts'
import type { SinkPlace } from '../sinks/sink.ts'
import { zoneIn } from '../time/duration.ts'
import { Database } from './database.ts'
import { type Engine, named, startEngine, text } from './engine.ts'
import { Parquet, type Period } from './parquet.ts'
import { filledTables, type Kept } from './tables.ts'
import { createViews } from './views.ts'

/** What a history keeps, and where. */
export interface HistoryOptions extends Kept {
  /** File of the database, as the user wrote it. */
  readonly path: string
  readonly schema: string
  readonly leads?: readonly number[] | undefined
  readonly parquet?: { readonly folder: string; readonly by?: Period | undefined } | undefined
}

/** Rows of forecasts that are written together; the next ones wait until they are. */
const mostRows = 50_000
/** Milliseconds after which rows can be read by others. */
const delayMs = 5000
/** Milliseconds to wait for another process that has the database open, at the start and at the end of a run. */
const patienceMs = 5000

/**
 * Forecasts, observations and events in tables of a DuckDB file. Rows of the same series and time replace each other,
 * so that a run that goes on, or starts again, leaves each of them once. The file is open only while rows are written.
 */
export class History {
  private readonly options: HistoryOptions
  private readonly place: SinkPlace
  private engine: Engine | undefined
  private database: Database | undefined
  private readonly parquet: Parquet | undefined
  private waiting: ScoredData[] = []
  private events: SeriesEvent[] = []
  /** Rows of forecasts that wait. */
  private rows = 0
  /** Whether the file was there before. */
  private old = true
  /** Whether something was written. */
  private begun = false
  private working: Promise<void> = Promise.resolve()
  private readonly giveUp = new AbortController()
  private readonly soon = new Later(() => this.commit())

  constructor(options: HistoryOptions, place: SinkPlace) {
    const { parquet } = options
    this.options = options
    this.place = place
    this.parquet = parquet && new Parquet(place.resolve(parquet.folder), parquet.folder, parquet.by)
  }

  /** The zone of the data, which `rxcast query` reads again. */
  private get zone(): string {
    return zoneIn(this.place.cadence)?.name ?? 'UTC'
  }

  /**
   * Opens the database, and creates it and its folder if they do not exist.
   *
   * @throws ConfigError if DuckDB is not installed; DataError if the database cannot be opened
   */
  async open(): Promise<void> {
    const { path } = this.options
    const file = this.place.resolve(path)
    await onFile(path, async () => void (await mkdir(dirname(file), { recursive: true })))
    this.engine = await startEngine({
      word: 'duckdb',
      zone: this.zone,
      memory: '512MB',
      spill: `${file}.tmp`,
      threads: 1,
    })
    this.database = new Database(file, path, this.engine)
    this.old = existsSync(file)
    await this.database.use(async () => {}, { patience: patienceMs })
  }

  /** Takes forecasts; returns a promise if it has to wait until they are written. @throws DataError */
  add(batch: readonly ScoredData[]): void | Promise<void> {
    for (const scored of batch) {
      this.waiting.push(atLeads(scored, this.options.leads))
      this.rows += scored.values.length
    }
    return this.taken()
  }

  /** Takes an event that belongs to no forecast. @throws DataError */
  happened(event: SeriesEvent): void | Promise<void> {
    this.events.push(event)
    return this.taken()
  }

  private taken(): void | Promise<void> {
    this.soon.in(delayMs)
    if (this.rows >= mostRows || this.events.length >= mostRows) return this.commit()
  }

  /** Writes what waits, in one transaction: it is on the disk when the promise is resolved. @throws DataError */
  commit(patience = Number.POSITIVE_INFINITY, last = false): Promise<void> {
    const work = this.working.catch(() => {}).then(() => this.write(patience, last))
    this.working = work
    return work
  }

  private async write(patience: number, last: boolean): Promise<void> {
    const { events, waiting } = this
    if (waiting.length + events.length === 0 && !(last && this.parquet)) return
    this.waiting = []
    this.events = []
    this.rows = 0
    try {
      await this.database!.use(() => this.put(waiting, events, last), {
        patience,
        signal: this.giveUp.signal,
        onWait: (holder) =>
          this.place.warn?.(`${this.options.path}: waiting until ${holder} closes the database; no rows are read`),
      })
    } catch (error) {
      // Nothing of it was written: it is tried again with what comes next.
      this.waiting = [...waiting, ...this.waiting]
      this.events = [...events, ...this.events]
      this.rows = this.waiting.reduce((sum, { values }) => sum + values.length, 0)
      throw error
    }
  }

  private async put(waiting: readonly ScoredData[], events: readonly SeriesEvent[], last: boolean): Promise<void> {
    const engine = this.engine!
    const { connection } = engine
    const schema = named(this.options.schema)
    await connection.run(`create schema if not exists ${schema}`)
    await connection.run(`use history.${schema}`)
    await connection.run('begin')
    const filled = filledTables(this.place, this.options, waiting, events)
    for (const { table, rows } of filled) {
      await table.create(engine, this.options.path)
      await connection.run(`comment on column ${table.name}.time is ${text(this.zone)}`)
      if (!this.begun) await this.parquet?.begin(engine, table)
      if (rows.length === 0) continue
      await table.stage(engine, rows)
      await this.parquet?.note(engine, table)
      await table.merge(engine)
    }
    await createViews(engine, filled[0]!.table.series)
    await connection.run('commit')
    await this.parquet?.write(engine, last)
    this.begun = true
  }

  /** Writes what is left. @throws DataError if that fails */
  async close(): Promise<void> {
    await this.soon.stop()
    await this.commit(patienceMs, true)
    this.engine!.close()
  }

  /** What was written stays. */
  async abort(): Promise<void> {
    this.giveUp.abort()
    await this.soon.stop()
    await this.working.catch(() => {})
    this.engine?.close()
    if (!this.old && !this.begun) await rm(this.place.resolve(this.options.path), { force: true })
  }
}
