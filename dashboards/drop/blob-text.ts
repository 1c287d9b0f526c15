import { DataError } from '../../src/errors.ts'
import type { ByteInput } from '../../src/sources/byte-input.ts'
import { decodedText, type TextInput } from '../../src/sources/decoded-text.ts'

/** The first bytes of files that are not text. */
const beginnings = { gzip: [0x1f, 0x8b], zip: [0x50, 0x4b, 0x03, 0x04], workbook: [0xd0, 0xcf, 0x11, 0xe0] } as const

/** The types of the DOM are wider on the way in and less specific about memory on the way out. */
const gunzip = () => new DecompressionStream('gzip') as unknown as TransformStream<Uint8Array, Uint8Array>

/** A dropped file as text or bytes in chunks, decompressed if it is gzip. */
export class BlobText implements TextInput, ByteInput {
  bytesRead = 0
  readonly bytesTotal: number
  readonly repeatable = true
  private readonly file: Blob
  private readonly name: string
  private readonly encoding: string

  /**
   * @param name name of the file, for errors
   * @param encoding a label of the WHATWG encoding standard, such as `utf-8` or `windows-1252`
   */
  constructor(file: Blob, name: string, encoding: string) {
    this.file = file
    this.name = name
    this.encoding = encoding
    this.bytesTotal = file.size
  }

  [Symbol.asyncIterator](): AsyncGenerator<string> {
    return decodedText(this.bytes(), this.name, this.encoding)
  }

  /** @throws DataError if the file is a workbook or an archive, or its gzip data is incomplete */
  async *bytes(): AsyncGenerator<Uint8Array> {
    const begin = new Uint8Array(await this.file.slice(0, 4).arrayBuffer())
    const is = (kind: keyof typeof beginnings) => beginnings[kind].every((byte, i) => begin[i] === byte)
    if (is('zip') || is('workbook'))
      throw new DataError(`${this.name}: expected a CSV file, got a workbook or an archive; save its sheet as CSV`)
    const counted = this.file.stream().pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, out) => {
          this.bytesRead += chunk.length
          out.enqueue(chunk)
        },
      }),
    )
    const plain = is('gzip') ? counted.pipeThrough(gunzip()) : counted
    const reader = plain.getReader()
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
    } catch (error) {
      if (!is('gzip')) throw error
      throw new DataError(
        `${this.name}: expected a whole gzip file, got "${(error as Error).message}" after ${this.bytesRead} bytes; download it again, or decompress it first`,
      )
    } finally {
      // A stream that has failed is already closed.
      await reader.cancel().catch(() => {})
    }
  }
}
