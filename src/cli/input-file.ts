import { createWriteStream, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DataError } from '../errors.ts'
import type { ByteInput } from '../sources/byte-input.ts'
import { InputBytes } from '../sources/input-bytes.ts'
import { isAddress } from '../sources/is-address.ts'
import { nearest } from '../words/nearest.ts'

/** A file that can be read several times. */
export interface InputFile {
  /** Title of a run over it. */
  readonly title: string
  /** Folder that `path` is relative to. */
  readonly folder: string
  /** Path in the pipeline, and the name of the file in messages. */
  readonly path: string
  open(): ByteInput
  /** Removes the copy, if there is one. */
  close(): void
}

/**
 * Makes an input readable more than once, since the look at a file comes before its run: standard input, pipes and
 * addresses are copied to a temporary file first.
 *
 * @param signal aborted to stop reading
 * @param onBytes called with the bytes copied so far, and their total if it is known
 * @throws DataError if it cannot be read
 */
export async function inputFile(
  given: string,
  signal: AbortSignal,
  onBytes: (input: Pick<ByteInput, 'bytesRead' | 'bytesTotal'>) => void,
): Promise<InputFile> {
  const remote = isAddress(given)
  if (given !== '-' && !remote && !existsSync(given)) throw new DataError(noSuchFile(given))
  const input = new InputBytes(given, given, signal)
  if (input.repeatable && !remote) {
    return { ...opened('.', given, signal), close() {} }
  }
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-'))
  const close = () => rmSync(folder, { recursive: true, force: true })
  const name = given === '-' ? 'standard-input' : remote ? nameOf(given) : basename(given)
  try {
    const counted = async function* () {
      for await (const chunk of input.bytes()) {
        onBytes(input)
        yield chunk
      }
    }
    await pipeline(Readable.from(counted(), { objectMode: false }), createWriteStream(join(folder, name)))
    if (statSync(join(folder, name)).size === 0 && !signal.aborted)
      throw new DataError(`${given}: expected rows, got nothing`)
  } catch (error) {
    close()
    throw error
  }
  return { ...opened(folder, name, signal), close }
}

const opened = (folder: string, path: string, signal: AbortSignal): Omit<InputFile, 'close'> => ({
  title: basename(path).replace(/(\.(csv|tsv|txt|ndjson|jsonl|json|xlsx))?(\.gz)?$/i, ''),
  folder,
  path,
  open: () => new InputBytes(resolve(folder, path), path, signal),
})

/** The last part of an address, which is unpacked when it is copied. */
function nameOf(address: string): string {
  const { hostname, pathname } = new URL(address)
  const last = decodeURIComponent(pathname.split('/').findLast((part) => part !== '') ?? hostname)
  return last.replace(/\.(gz|xlsx)$/i, '').replace(/[^\p{L}\p{N}._-]+/gu, '_')
}

function noSuchFile(given: string): string {
  const folder = dirname(given)
  const meant = existsSync(folder) ? nearest(basename(given), readdirSync(folder)) : undefined
  const cure = meant === undefined ? 'check the path' : `did you mean "${join(folder, meant)}"?`
  return `${given}: expected a file to read, got no such file; ${cure}`
}
