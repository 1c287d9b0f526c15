import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { ConfigError, DataError } from '../errors.ts'
import { isAt, lock } from '../stores/lock.ts'

/** Opens the file without following a link: a link in the place of a temporary file is none of ours. */
const forLock = constants.O_RDWR | (constants.O_NOFOLLOW ?? 0)

/**
 * Opens a file, creates it if it does not exist, and keeps other runs out of it until it is closed.
 *
 * @param name of the output, for messages
 * @param appends whether every write goes to its end
 * @param mode permissions of a file that is created
 * @throws DataError if another run writes it
 */
export async function claim(path: string, name: string, appends = false, mode = 0o666): Promise<FileHandle> {
  for (;;) {
    const file = await open(path, forLock | constants.O_CREAT | (appends ? constants.O_APPEND : 0), mode)
    try {
      if (await locks(file, path)) return file
      // Else another run has renamed or removed it between the two calls.
      if (await isAt(file, path)) throw taken(name)
    } catch (error) {
      await file.close()
      throw error
    }
    await file.close()
  }
}

/** @throws DataError if another run writes the file */
export async function demandUnclaimed(path: string, name: string): Promise<void> {
  const file = await open(path, forLock).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (!file) return
  try {
    if (!(await locks(file, path)) && (await isAt(file, path))) throw taken(name)
  } finally {
    await file.close()
  }
}

/** True also if this system or the file system has no locks: then nothing keeps other runs out. */
async function locks(file: FileHandle, path: string): Promise<boolean> {
  try {
    return await lock(file, path)
  } catch (error) {
    if (error instanceof ConfigError || without.has((error as NodeJS.ErrnoException).code ?? '')) return true
    throw error
  }
}

const without = new Set(['ENOLCK', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL'])

const taken = (name: string) =>
  new DataError(`${name}: expected a file that no other run writes, got one that is being written; end the other run`)
