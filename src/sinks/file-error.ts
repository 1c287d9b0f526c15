import { DataError } from '../errors.ts'

/** What to do about a failed call of the file system, by its code. */
const cures: Readonly<Record<string, string>> = {
  ENOSPC: 'free some room on the disk',
  EDQUOT: 'free some of the quota',
  EFBIG: 'raise the limit on the size of files',
  EACCES: 'give permission to write, or name another file',
  EPERM: 'give permission to write, or name another file',
  EROFS: 'name a file on a disk that can be written',
  ELOOP: 'mend the link, or name another file',
}

/**
 * Does what an output needs of the file system.
 *
 * @param name of the output, as the user wrote it
 * @throws DataError that names it if that fails
 */
export async function onFile<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DataError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    const cure = cures[code ?? '']
    throw new DataError(
      `${name}: expected a file that can be written, got ${message}${cure === undefined ? '' : `; ${cure}`}`,
    )
  }
}
