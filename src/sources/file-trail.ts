import { type BigIntStats, promises } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { FollowPosition } from './follow-position.ts'
import { FollowedFile, timesOf } from './followed-file.ts'

/** A file of the trail as the folder lists it. */
interface Listed {
  readonly path: string
  readonly inode: string
  /** When it was written to last, and when it was made, in nanoseconds since 1970. */
  readonly times: readonly [bigint, bigint]
}

/**
 * The files that rows are written to one after the other: that at the path, and those that it was before, which were
 * renamed, such as `rows.csv.1`, `rows.csv-20240229` or `rows.2024-02-29.csv`, or copied before it was emptied.
 */
export class FileTrail {
  private readonly path: string
  private readonly name: string

  /** @param name the path as the user wrote it, for errors */
  constructor(path: string, name: string) {
    this.path = path
    this.name = name
  }

  /** The file at the path as it is now; undefined if there is none. */
  async now(): Promise<{ readonly inode: string; readonly empty: boolean } | undefined> {
    const found = await statOf(this.path)
    return found && { inode: String(found.ino), empty: found.size === 0n }
  }

  /** Opens the file at the path; undefined if there is none. */
  newest(): Promise<FollowedFile | undefined> {
    return FollowedFile.open(this.path, this.name)
  }

  /** Opens the file that a position is in, whatever its name is now; undefined if it is not there any more. */
  async find(position: FollowPosition): Promise<FollowedFile | undefined> {
    const now = await listed(this.path)
    const all = [...(now ? [now] : []), ...(await this.earlier()).reverse()]
    const same = (one: Listed) => one.inode === position.inode
    for (const { path } of [...all.filter(same), ...all.filter((one) => !same(one))]) {
      const file = await FollowedFile.open(path, this.name)
      if (await file?.holds(position)) return file
      await file?.close()
    }
    return undefined
  }

  /** Opens the file at the path if it has all that was read, as one that was written again with more rows. */
  async replacement(position: FollowPosition): Promise<FollowedFile | undefined> {
    const file = position.offset > 0 ? await this.newest() : undefined
    if (await file?.holds(position)) return file
    await file?.close()
    return undefined
  }

  /** Opens the file that was begun after another. */
  async after(file: FollowedFile): Promise<FollowedFile | undefined> {
    const times = await file.times()
    const now = await this.now()
    const next = (await this.earlier()).find(
      (one) => order(one.times, times) > 0 && one.inode !== file.inode && one.inode !== now?.inode,
    )
    return (next && (await FollowedFile.open(next.path, this.name))) ?? this.newest()
  }

  /** The files with other names, the one that was written to first coming first. */
  private async earlier(): Promise<Listed[]> {
    const folder = dirname(this.path)
    const whole = basename(this.path)
    const ending = extname(whole)
    const stem = whole.slice(0, whole.length - ending.length)
    const names = await promises.readdir(folder).catch(() => [])
    const found: Listed[] = []
    for (const name of names) {
      if (name === whole || !(isMark(between(name, whole, '')) || isMark(between(name, stem, ending)))) continue
      const file = await listed(join(folder, name))
      if (file) found.push(file)
    }
    return found.sort((a, b) => order(a.times, b.times))
  }
}

/** Files that were written to at the same time are in the order in which they were made. */
const order = ([written, made]: readonly [bigint, bigint], [other, otherMade]: readonly [bigint, bigint]) =>
  written === other ? Number(made - otherMade) : Number(written - other)

/** What a name has between two texts; undefined if it does not begin and end with them. */
const between = (name: string, begin: string, end: string): string | undefined =>
  name.length >= begin.length + end.length && name.startsWith(begin) && name.endsWith(end)
    ? name.slice(begin.length, name.length - end.length)
    : undefined

/** Whether a text marks an earlier file: a number, a date, or `old`. */
const isMark = (text: string | undefined) => text !== undefined && /^[._-](old|\d[\dTZ:._-]*)$/.test(text)

async function listed(path: string): Promise<Listed | undefined> {
  const found = await statOf(path)
  return found?.isFile() ? { path, inode: String(found.ino), times: timesOf(found) } : undefined
}

const statOf = (path: string): Promise<BigIntStats | undefined> =>
  promises.stat(path, { bigint: true }).catch(() => undefined)
