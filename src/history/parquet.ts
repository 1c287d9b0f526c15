import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DataError } from '../errors.ts'
import { type Engine, named, text } from './engine.ts'
import type { Table } from './table.ts'

/** How long the periods are that have a file each. */
export type Period = 'day' | 'month' | 'year'

const forms: Readonly<Record<Period, string>> = { day: '%Y-%m-%d', month: '%Y-%m', year: '%Y' }

type Exported = Pick<Table, 'name' | 'timeColumn'>

/** A table, and the periods whose rows are not in their file yet. */
interface Export extends Exported {
  readonly changed: Set<string>
}

/**
 * Writes tables as Parquet files: one a table at the end, such as `forecasts.parquet`, or one for each period as soon
 * as it has ended, such as `forecasts/2026-11-30.parquet`. A file is complete or not there.
 */
export class Parquet {
  private readonly folder: string
  private readonly name: string
  private readonly period: Period | undefined
  private readonly exports = new Map<string, Export>()

  /** @param name the folder as the user wrote it */
  constructor(folder: string, name: string, period: Period | undefined) {
    this.folder = folder
    this.name = name
    this.period = period
  }

  /**
   * Begins with a table, unless it has. Periods that have no file, and the last one, whose file may have been written
   * before all of its rows came, are written again.
   */
  async begin({ connection }: Engine, { name, timeColumn }: Exported): Promise<void> {
    if (this.exports.has(name)) return
    const table = { name, timeColumn, changed: new Set<string>() }
    this.exports.set(name, table)
    if (!this.period) return
    const periods = await this.periodsIn(connection, table, name)
    for (const period of periods)
      if (period === periods.at(-1) || !existsSync(this.fileOf(table, period))) table.changed.add(period)
  }

  /** Notes the periods of the rows that are staged for a table. */
  async note({ connection }: Engine, { name }: Exported): Promise<void> {
    const table = this.exports.get(name)!
    if (this.period) for (const period of await this.periodsIn(connection, table, 'staged')) table.changed.add(period)
  }

  /**
   * Writes the files of the periods that have ended.
   *
   * @param last whether no more rows come
   * @throws DataError if one cannot be written
   */
  async write({ connection }: Engine, last: boolean): Promise<void> {
    for (const table of this.exports.values()) {
      const { changed, name } = table
      if (!this.period && last) await this.copy(connection, name, join(this.folder, `${name}.parquet`))
      const periods = [...changed].sort()
      for (const period of last ? periods : periods.slice(0, -1)) {
        const rows = `(from ${named(name)} where ${this.periodOf(table)} = ${text(period)})`
        await this.copy(connection, rows, this.fileOf(table, period))
        changed.delete(period)
      }
    }
  }

  private async periodsIn(connection: Engine['connection'], table: Exported, from: string): Promise<string[]> {
    const found = await connection.runAndReadAll(
      `select distinct ${this.periodOf(table)} from ${named(from)} order by 1`,
    )
    return found.getRows().map(([period]) => String(period))
  }

  /** The period of a row as SQL, in the zone of the connection. */
  private periodOf({ timeColumn }: Exported): string {
    return `strftime(${named(timeColumn)}, ${text(forms[this.period!])})`
  }

  private fileOf({ name }: Exported, period: string): string {
    return join(this.folder, name, `${period}.parquet`)
  }

  private async copy(connection: Engine['connection'], rows: string, path: string): Promise<void> {
    const part = `${path}.part`
    try {
      await mkdir(dirname(path), { recursive: true })
      await connection.run(`copy ${rows} to ${text(part)} (format parquet, compression zstd)`)
      await rename(part, path)
    } catch (error) {
      await rm(part, { force: true }).catch(() => {})
      const [got] = (error instanceof Error ? error.message : String(error)).split('\n')
      throw new DataError(`${this.name}: expected a folder that Parquet files can be written to, got: ${got}`)
    }
  }
}
