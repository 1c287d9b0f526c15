import { DataError } from '../errors.ts'

/** What a failed call of the file system means, by its code: what was expected, and the cure. */
const meanings: Readonly<Record<string, readonly [expected: string, cure: string]>> = {
  ENOSPC: ['room on the disk', 'free some'],
  EDQUOT: ['room within the quota', 'free some'],
  EFBIG: ['a file that may grow', 'raise the limit on the size of files'],
  EACCES: ['permission to write', 'give it, or name another folder'],
  EPERM: ['permission to write', 'give it, or name another folder'],
  EROFS: ['a disk that can be written', 'name another folder'],
  ENOTDIR: ['a folder', 'name one'],
  EEXIST: ['a folder', 'name one'],
  EISDIR: ['a file', 'move the folder of that name away'],
  ENOENT: ['a folder that stays', 'leave it in place while it is in use'],
  ENOLCK: ['a file system with locks', 'name a folder on a local disk'],
}

/** With `recursive`, Node says ENOENT of a folder on a disk that cannot be written. */
const unmade = ['a folder, or a disk on which it can be made', 'make it, or name another folder'] as const

/** The code of a failed call of the file system. */
export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code

/** A failed call of the file system as a DataError with its cure; other errors unchanged. */
export function diskError(folder: string, error: unknown): unknown {
  const code = codeOf(error)
  if (error instanceof DataError || code === undefined) return error
  const { message, syscall } = error as NodeJS.ErrnoException
  const meaning = code === 'ENOENT' && syscall === 'mkdir' ? unmade : meanings[code]
  const [expected, cure] = meaning ?? ['a folder for checkpoints', 'check the disk']
  return new DataError(`${folder}: expected ${expected}, got "${message}"; ${cure}`)
}
