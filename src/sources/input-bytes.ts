import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { DataError } from '../errors.ts'
import { type ByteInput, joined, packedAs, withBeginning } from './byte-input.ts'
import { fetched } from './fetched.ts'
import { isAddress } from './is-address.ts'
import { type Sheet, workbookText } from './workbook.ts'

/**
 * The bytes of a file, of an http(s) address or of standard input. Gzip is decompressed, and a workbook (.xlsx) is read
 * as the CSV of one sheet; both are recognised by their first bytes.
 */
export class InputBytes implements ByteInput {
  bytesRead = 0
  readonly repeatable: boolean
  private total: number | undefined
  private readonly path: string
  private readonly name: string
  private readonly signal: AbortSignal
  private readonly sheet: Sheet | undefined

  /**
   * @param path file or address to open; `-` is standard input
   * @param name the path as the user wrote it, for errors
   * @param sheet of a workbook: its name, or its number from 1
   * @throws DataError if the file does not exist
   */
  constructor(path: string, name: string, signal: AbortSignal, sheet?: Sheet) {
    this.path = path
    this.name = name
    this.signal = signal
    this.sheet = sheet
    if (path !== '-' && !isAddress(path)) this.total = sizeOf(path, name)
    this.repeatable = isAddress(path) || this.total !== undefined
  }

  get bytesTotal(): number | undefined {
    return this.total
  }

  get slice(): ByteInput['slice'] {
    if (this.path === '-' || this.total === undefined || isAddress(this.path)) return undefined
    if (packedAs(beginningOf(this.path)) !== undefined) return undefined
    return async (start, end) => {
      const part = createReadStream(this.path, { start, end: Math.max(start, end - 1), signal: this.signal })
      return whole(part)
    }
  }

  async *bytes(): AsyncGenerator<Uint8Array> {
    if (this.signal.aborted) return
    this.bytesRead = 0
    // Opened only when read, so that it need not be closed otherwise. The signal may outlive many readings, so its
    // listener is removed at the end.
    const raw = await this.open()
    const close = () => raw.destroy()
    this.signal.addEventListener('abort', close)
    try {
      yield* this.unpacked(withBeginning(this.counted(raw)))
    } finally {
      this.signal.removeEventListener('abort', close)
      raw.destroy()
    }
  }

  private async open(): Promise<Readable> {
    if (this.path === '-') return process.stdin
    if (!isAddress(this.path)) return createReadStream(this.path)
    const { body, size } = await fetched(this.path, this.name, this.signal)
    this.total = size
    return body
  }

  private async *counted(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of raw) {
      this.bytesRead += chunk.length
      yield chunk
    }
  }

  private async *unpacked(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
    const { done, value } = await chunks.next()
    if (done) return
    const all = prepended(value, chunks)
    const kind = packedAs(value)
    if (kind === 'gzip') yield* this.gunzipped(all)
    else if (kind === undefined) yield* all
    else yield new TextEncoder().encode(await workbookText(await whole(all), this.name, this.sheet))
  }

  private async *gunzipped(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
    const raw = Readable.from(chunks, { objectMode: false })
    const gunzip = createGunzip()
    raw.on('error', (error) => gunzip.destroy(error))
    try {
      yield* raw.pipe(gunzip) as AsyncIterable<Buffer>
    } catch (error) {
      if (!(error instanceof Error) || error instanceof DataError) throw error
      throw new DataError(
        `${this.name}: expected a whole gzip file, got "${error.message}" after ${this.bytesRead} bytes; download the file again`,
      )
    } finally {
      raw.destroy()
    }
    if (this.bytesRead > gunzip.bytesWritten && this.repeatable && !isAddress(this.path))
      await this.onlyZerosFrom(gunzip.bytesWritten)
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

async function* prepended(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  yield* rest
}

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return joined(...parts)
}

function beginningOf(path: string): Uint8Array {
  const begin = new Uint8Array(4)
  const file = openSync(path, 'r')
  try {
    return begin.subarray(0, readSync(file, begin))
  } finally {
    closeSync(file)
  }
}

/** Undefined for pipes and other files that can be read only once. */
function sizeOf(path: string, name: string): number | undefined {
  let found: ReturnType<typeof statSync>
  try {
    found = statSync(path)
  } catch (error) {
    // Not the message, which has the path with the values of variables.
    const { code } = error as NodeJS.ErrnoException
    const reason = code === 'ENOENT' ? 'no such file' : code
    throw new DataError(
      `${name}: expected a file to read, got ${reason}; check the path, which is relative to the pipeline file`,
    )
  }
  if (found.isDirectory()) throw new DataError(`${name}: expected a file to read, got a folder; name the file in it`)
  return found.isFile() ? found.size : undefined
}
