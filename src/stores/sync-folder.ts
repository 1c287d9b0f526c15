import { open } from 'node:fs/promises'
import { codeOf } from './disk-error.ts'

/** Codes of systems that cannot flush a folder, and do not need to. */
const needless = ['EINVAL', 'ENOTSUP', 'ENOSYS', 'EISDIR', 'EPERM', 'EACCES']

/** Flushes the names of a folder to the disk, so that a rename in it survives a power failure. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  } catch (error) {
    if (!needless.includes(codeOf(error) ?? '')) throw error
  }
}
