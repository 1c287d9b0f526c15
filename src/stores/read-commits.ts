import { resolve } from 'node:path'
import { DataError } from '../errors.ts'
import { problemOf, storedCommits, storeFiles } from './commits.ts'
import { DataFiles } from './data-files.ts'
import { codeOf, diskError } from './disk-error.ts'
import type { Manifest } from './manifest.ts'

/** A checkpoint in a folder, all its bytes checked. */
export interface ReadCommit {
  readonly number: number
  /** ISO 8601; undefined if its manifest is damaged. */
  readonly written: string | undefined
  /** Why it cannot be used; undefined if it is whole. */
  readonly problem: string | undefined
  readonly keys: readonly CommitKey[]
}

/** A key of a checkpoint. */
export interface CommitKey {
  readonly key: string
  readonly bytes: number
  readonly read: () => Promise<Uint8Array>
}

/**
 * Calls `use` with the checkpoints of a folder, the newest first. The folder is not locked or changed; a run can use it
 * meanwhile.
 *
 * @throws DataError if there are none, or if they cannot be read
 */
export async function readCommits<T>(folder: string, use: (commits: readonly ReadCommit[]) => Promise<T>): Promise<T> {
  const path = resolve(folder)
  const data = new DataFiles(path)
  try {
    const commits: ReadCommit[] = []
    for (const commit of await storedCommits(path, await storeFiles(path))) {
      const { number, manifest } = commit
      const keys = manifest ? keysOf(manifest, data) : []
      commits.push({ number, written: manifest?.written, problem: await problemOf(commit, data), keys })
    }
    // The run that uses the folder may have removed one meanwhile.
    const left = new Set((await storeFiles(path)).flatMap(({ kind, number }) => (kind === 'manifest' ? [number] : [])))
    const there = commits.filter(({ number }) => left.has(number))
    if (there.length === 0) throw without(folder, 'one without')
    return await use(there)
  } catch (error) {
    throw codeOf(error) === 'ENOENT' ? without(folder, 'none') : diskError(folder, error)
  } finally {
    await data.close()
  }
}

const without = (folder: string, got: string) =>
  new DataError(`${folder}: expected a folder with checkpoints, got ${got}; name that of a run`)

const keysOf = ({ entries }: Manifest, data: DataFiles): CommitKey[] =>
  Array.from(entries, ([key, entry]) => ({ key, bytes: entry.length, read: () => data.read(key, entry) }))
