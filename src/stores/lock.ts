import { constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { ConfigError } from '../errors.ts'

/**
 * The byte that is locked: far beyond the end, since Windows forbids others to read locked bytes, and a file that is
 * locked can be read.
 */
const lockedByte = 2 ** 40

/**
 * Locks an open file until it is closed, which the system does at once when a process ends, however it ends. The lock
 * excludes other processes, other threads, and other descriptors of the same thread.
 *
 * @returns false if it is locked, or no longer the file at its path
 * @throws ConfigError if this system has no such locks
 */
export async function lock(file: FileHandle, path: string): Promise<boolean> {
  const { tryLock } = await loaded()
  return tryLock(file.fd, lockedByte, 1) && (await isAt(file, path))
}

/** Whether an open file is still the one at its path. */
export async function isAt(file: FileHandle, path: string): Promise<boolean> {
  const [own, there] = await Promise.all([
    file.stat({ bigint: true }),
    stat(path, { bigint: true }).catch(() => undefined),
  ])
  return own.ino === there?.ino && own.dev === there.dev
}

/** Opens a file to be locked, or creates it; what it holds is unchanged, and a symbolic link is not followed. */
export const openForLock = (path: string): Promise<FileHandle> =>
  open(path, constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0))

/** The library has a native part, and fails to load on systems for which there is none. */
async function loaded(): Promise<typeof import('fs-native-extensions')> {
  try {
    return await import('fs-native-extensions')
  } catch (error) {
    const message = `expected file locks, got "${(error as Error).message}"; use a system that fs-native-extensions is built for (Linux with glibc, macOS, Windows)`
    throw new ConfigError([{ where: 'checkpoint:', message }])
  }
}
