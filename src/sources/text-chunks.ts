import { isUtf8 } from 'node:buffer'
import { createReadStream, statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { DataError } from '../series/errors.ts'

/** A file or standard input read as text, chunk by chunk, as it comes. */
export class TextChunks implements AsyncIterable<string> {
  bytesRead = 0
  readonly bytesTotal: number | undefined

  private readonly name: string
  private readonly encoding: string
  private readonly gzip: boolean
  private readonly path: string
  private readonly signal: AbortSignal

  /**
   * @param path file to open, decompressed where it ends in `.gz`; `-` is standard input
   * @param name the path as the user wrote it, for errors
   * @param encoding a label of the WHATWG encoding standard, such as `utf-8` or `windows-1252`
   * @throws DataError where there is no such file
   */
  constructor(path: string, name: string, encoding: string, signal: AbortSignal) {
    this.name = name
    this.encoding = encoding
    this.gzip = path.endsWith('.gz')
    this.path = path
    this.signal = signal
    if (path !== '-') this.bytesTotal = sizeOf(path, name)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    const decoder = new TextDecoder(this.encoding)
    const checked = /^utf-?8$/i.test(this.encoding)
    let offset = 0
    let tail: Buffer = Buffer.alloc(0)
    if (this.signal.aborted) return
    // Opened no sooner than read: what is never read needs no closing. The signal may outlive many readings, so it is let go at the end.
    const raw = this.open()
    const close = () => raw.destroy()
    this.signal.addEventListener('abort', close)
    try {
      for await (const chunk of this.bytes(raw)) {
        if (checked) {
          const bytes = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk
          const whole = wholeCharacters(bytes)
          const good = goodBytes(bytes.subarray(0, whole))
          if (good < whole) {
            // What stands before the bad byte was read, and is given out; its beginning may be in the decoder already.
            yield decoder.decode(bytes.subarray(tail.length, good), { stream: true })
            throw this.badByte(bytes, good, offset)
          }
          tail = bytes.subarray(whole)
          offset += whole
        }
        yield decoder.decode(chunk, { stream: true })
      }
    } finally {
      this.signal.removeEventListener('abort', close)
      raw.destroy()
    }
    if (tail.length > 0) throw this.badByte(tail, 0, offset)
    yield decoder.decode()
  }

  private open(): Readable {
    // A few hundred rows a chunk: what becomes of them dies young, and costs the garbage collector next to nothing.
    return this.path === '-' ? process.stdin : createReadStream(this.path, { highWaterMark: 16_384 })
  }

  private async *bytes(raw: Readable): AsyncGenerator<Buffer> {
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
        `${this.name}: expected a whole gzip file, got "${error.message}" after ${this.bytesRead} bytes; fetch the file again`,
      )
    }
  }

  private badByte(bytes: Buffer, at: number, offset: number): DataError {
    const byte = bytes[at]!.toString(16).toUpperCase().padStart(2, '0')
    return new DataError(
      `${this.name}: expected UTF-8, got byte 0x${byte} at offset ${offset + at}; set encoding, such as ${encodingOf(bytes, offset + at)}`,
    )
  }
}

/** UTF-16 begins with a mark that no UTF-8 has; everything else is most often what Western Windows wrote. */
function encodingOf(bytes: Buffer, at: number): string {
  const mark = at === 0 ? bytes.subarray(0, 2).toString('hex') : ''
  return mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'windows-1252'
}

/** How many of the bytes are UTF-8, from the first on. */
function goodBytes(bytes: Buffer): number {
  if (isUtf8(bytes)) return bytes.length
  let at = 0
  // Halving finds the first bad byte: whatever stands before it is well formed, but for a character cut in two.
  for (let step = bytes.length; step >= 1; step = Math.floor(step / 2)) {
    while (at + step <= bytes.length && isUtf8(bytes.subarray(0, wholeCharacters(bytes.subarray(0, at + step)))))
      at += step
  }
  return wholeCharacters(bytes.subarray(0, at))
}

/** Length of the bytes without a character that is cut off at the end. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return length > back ? bytes.length - back : bytes.length
    }
    if (byte < 0x80) break
  }
  return bytes.length
}

function sizeOf(path: string, name: string): number {
  let found: ReturnType<typeof statSync>
  try {
    found = statSync(path)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : (error as Error).message
    throw new DataError(
      `${name}: expected a file to read, got ${reason}; check the path, it counts from the pipeline file`,
    )
  }
  if (found.isDirectory()) throw new DataError(`${name}: expected a file to read, got a folder; name the file in it`)
  return found.size
}
