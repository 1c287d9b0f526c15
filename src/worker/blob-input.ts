import { DataError } from '../errors.ts'
import { type ByteInput, packedAs } from '../sources/byte-input.ts'
import { type Sheet, workbookText } from '../sources/workbook.ts'

/** The types of the DOM are wider on the way in and less specific about memory on the way out. */
const gunzip = () => new DecompressionStream('gzip') as unknown as TransformStream<Uint8Array, Uint8Array>

/**
 * The bytes of a file in a browser. Gzip is decompressed, and a workbook (.xlsx) is read as the CSV of one sheet; both
 * are recognised by their first bytes.
 */
export class BlobInput implements ByteInput {
  bytesRead = 0
  readonly bytesTotal: number
  readonly repeatable = true
  private readonly file: Blob
  private readonly name: string
  private readonly sheet: Sheet | undefined

  /**
   * @param name name of the file, for errors
   * @param sheet of a workbook: its name, or its number from 1
   */
  constructor(file: Blob, name: string, sheet?: Sheet) {
    this.file = file
    this.name = name
    this.sheet = sheet
    this.bytesTotal = file.size
  }

  /** @throws DataError if the gzip data is incomplete, or a workbook cannot be read */
  async *bytes(): AsyncGenerator<Uint8Array> {
    this.bytesRead = 0
    const kind = packedAs(new Uint8Array(await this.file.slice(0, 4).arrayBuffer()))
    if (kind === 'zip' || kind === 'ole') {
      const bytes = new Uint8Array(await this.file.arrayBuffer())
      this.bytesRead = bytes.length
      yield new TextEncoder().encode(await workbookText(bytes, this.name, this.sheet))
      return
    }
    const counted = this.file.stream().pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, out) => {
          this.bytesRead += chunk.length
          out.enqueue(chunk)
        },
      }),
    )
    const reader = (kind === 'gzip' ? counted.pipeThrough(gunzip()) : counted).getReader()
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
    } catch (error) {
      if (kind !== 'gzip') throw error
      throw new DataError(
        `${this.name}: expected a whole gzip file, got "${(error as Error).message}" after ${this.bytesRead} bytes; download it again, or decompress it first`,
      )
    } finally {
      // A stream that has failed is already closed.
      await reader.cancel().catch(() => {})
    }
  }
}
