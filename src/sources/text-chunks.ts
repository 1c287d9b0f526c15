import { createReadStream, statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { DataError } from '../errors.ts'
import { type ByteInput, decodedText, type TextInput } from './decoded-text.ts'
import type { SourcePlace } from './source.ts'

/** A file or standard input, read in chunks, as text or as bytes. */
export class TextChunks implements TextInput, ByteInput {
  bytesRead = 0
  readonly bytesTotal: number | undefined

  private readonly name: string
  private readonly encoding: string
  private readonly gzip: boolean
  private readonly path: string
  private readonly signal: AbortSignal

  /**
   * @param path file to open, decompressed if it ends in `.gz`; `-` is standard input
   * @param name the path as the user wrote it, for errors
   * @param encoding a label of the WHATWG encoding standard, such as `utf-8` or `windows-1252`
   * @throws DataError if the file does not exist
   */
  constructor(path: string, name: string, encoding: string, signal: AbortSignal) {
    this.name = name
    this.encoding = encoding
    this.gzip = path.endsWith('.gz')
    this.path = path
    this.signal = signal
    if (path !== '-') this.bytesTotal = sizeOf(path, name)
  }

  [Symbol.asyncIterator](): AsyncGenerator<string> {
    return decodedText(this.bytes(), this.name, this.encoding)
  }

  async *bytes(): AsyncGenerator<Uint8Array> {
    if (this.signal.aborted) return
    // Opened only when read, so that it need not be closed otherwise. The signal may outlive many readings, so its
    // listener is removed at the end.
    const raw = this.open()
    const close = () => raw.destroy()
    this.signal.addEventListener('abort', close)
    try {
      yield* this.decompressed(raw)
    } finally {
      this.signal.removeEventListener('abort', close)
      raw.destroy()
    }
  }

  /** Bytes of an uncompressed file from one offset up to another; undefined for other input. */
  get slice(): ByteInput['slice'] {
    if (this.gzip || this.bytesTotal === undefined) return undefined
    return async (start, end) => {
      const parts: Buffer[] = []
      const part = createReadStream(this.path, { start, end: Math.max(start, end - 1), signal: this.signal })
      for await (const chunk of part as AsyncIterable<Buffer>) parts.push(chunk)
      return Buffer.concat(parts)
    }
  }

  private open(): Readable {
    return this.path === '-' ? process.stdin : createReadStream(this.path)
  }

  private async *decompressed(raw: Readable): AsyncGenerator<Buffer> {
    raw.on('data', (chunk: Buffer) => {
      this.bytesRead += chunk.length
    })
    raw.pause()
    if (!this.gzip) {
      yield* raw as AsyncIterable<Buffer>
      return
    }
    const gunzip = createGunzip()
    raw.on('error', (error) => gunzip.destroy(error))
    try {
      yield* raw.pipe(gunzip) as AsyncIterable<Buffer>
    } catch (error) {
      if (!(error instanceof Error)) throw error
      throw new DataError(
        `${this.name}: expected a whole gzip file, got "${error.message}" after ${this.bytesRead} bytes; download the file again`,
      )
    }
    if (this.bytesRead > gunzip.bytesWritten) await this.onlyZerosFrom(gunzip.bytesWritten)
  }

  /** Gunzip stops at a zero byte after a member: zeros are padding, but other bytes after it would be lost. */
  private async onlyZerosFrom(end: number): Promise<void> {
    let offset = end
    for await (const chunk of createReadStream(this.path, { start: end }) as AsyncIterable<Buffer>) {
      const other = chunk.findIndex((byte) => byte !== 0)
      if (other >= 0)
        throw new DataError(
          `${this.name}: expected nothing after the gzip data, which ends at byte ${end}, got more at byte ${offset + other}; remove it, or download the file again`,
        )
      offset += chunk.length
    }
  }
}

/** A function that opens the file of a source, once for each reading. */
export const fileAt =
  ({ path, encoding }: { readonly path: string; readonly encoding: string }, { resolve }: SourcePlace) =>
  (signal: AbortSignal): TextInput =>
    new TextChunks(resolve(path), path, encoding, signal)

/** The reason why a file cannot be opened; undefined if it exists, and for standard input. */
export function fileProblem(path: string, { resolve }: SourcePlace): string | undefined {
  if (path === '-') return undefined
  const found = statSync(resolve(path), { throwIfNoEntry: false })
  if (found && !found.isDirectory()) return undefined
  const got = found ? 'a folder; name the file in it' : 'no such file; the path is relative to the pipeline file'
  return `expected a file to read, got "${path}", ${got}`
}

/** Undefined for pipes and other files that can be read only once. */
function sizeOf(path: string, name: string): number | undefined {
  let found: ReturnType<typeof statSync>
  try {
    found = statSync(path)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : (error as Error).message
    throw new DataError(
      `${name}: expected a file to read, got ${reason}; check the path, which is relative to the pipeline file`,
    )
  }
  if (found.isDirectory()) throw new DataError(`${name}: expected a file to read, got a folder; name the file in it`)
  return found.isFile() ? found.size : undefined
}
