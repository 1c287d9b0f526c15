import type { FileHandle } from 'node:fs/promises'
import { DataError } from '../errors.ts'

/** Bytes read at a time. */
const chunk = 65_536
const lineEnd = 0x0a

/** The first bytes of a file. */
export async function headOf(file: FileHandle, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, 0)
  return buffer.subarray(0, bytesRead)
}

/** The number of bytes up to the end of the last whole line. */
export async function lengthOfWholeLines(file: FileHandle): Promise<number> {
  const buffer = Buffer.alloc(chunk)
  for (let end = (await file.stat()).size; end > 0; ) {
    const from = Math.max(0, end - chunk)
    const { bytesRead } = await file.read(buffer, 0, end - from, from)
    const at = buffer.subarray(0, bytesRead).lastIndexOf(lineEnd)
    if (at >= 0) return from + at + 1
    end = from
  }
  return 0
}

/**
 * Checks whether lines can be added to a file.
 *
 * @param header the line that it has to begin with; empty for lines of JSON
 * @param name of the file, as the user wrote it
 * @returns the number of bytes up to the end of its last whole line
 * @throws DataError if it begins with something else
 */
export async function demandLines(file: FileHandle, header: string, name: string): Promise<number> {
  // Lines of JSON are objects. A shorter head is the whole file, which ends in half a header.
  const begin = Buffer.from(header === '' ? '{' : header)
  const head = await headOf(file, begin.length)
  if (begin.subarray(0, head.length).equals(head)) return await lengthOfWholeLines(file)
  const [line = ''] = (await headOf(file, 200)).toString().split('\n')
  const expected = header === '' ? 'lines of JSON' : `the columns ${header.trim()}`
  throw new DataError(
    `${name}: expected ${expected} in the file to append to, got ${JSON.stringify(line)}; name another file, or replace it with --fresh`,
  )
}
