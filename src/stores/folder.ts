import { mkdir, open, readdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DataError } from '../errors.ts'
import { codeOf } from './disk-error.ts'
import { lockName, storeFile } from './file-names.ts'
import { syncFolder } from './sync-folder.ts'

/** Creates a folder and those above it, durably. (The recursive `mkdir` of Node reports a read-only disk as ENOENT.) */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await stat(path)).isDirectory()) return
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path)
  }
  await syncFolder(dirname(path))
}

/**
 * @param name the folder as the user wrote it
 * @throws DataError if a folder holds things, and nothing of a store
 */
export async function demandOwn(path: string, name: string): Promise<void> {
  const names = await readdir(path)
  if (names.some((each) => storeFile(each))) return
  // Of an empty disk, of folders kept under version control, and what sources and sinks keep beside the store.
  const others = names.filter(
    (each) => ![lockName, 'lost+found'].includes(each) && !each.startsWith('.') && !/^(journal|outbox)/.test(each),
  )
  if (others.length === 0) return
  const got = others.length === 1 ? others[0] : `${others[0]} and ${others.length - 1} more`
  throw new DataError(`${name}: expected an empty folder or one with checkpoints, got one with ${got}; name another`)
}

/** Writes a new file and flushes it to the disk. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}
