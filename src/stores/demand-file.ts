import { lstat } from 'node:fs/promises'
import { basename } from 'node:path'
import { DataError } from '../errors.ts'

/**
 * Refuses what is not a file, before it is opened: to open a named pipe waits for somebody who writes to it.
 *
 * @throws DataError if something else has the name, a symbolic link included
 */
export async function demandFile(path: string): Promise<void> {
  if (!(await lstat(path)).isFile()) throw new DataError(`${basename(path)} is not a file`)
}
