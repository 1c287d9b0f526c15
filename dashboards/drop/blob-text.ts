import { decodedText, type TextInput } from '../../src/sources/decoded-text.ts'

/** A dropped file as text, chunk by chunk. */
export class BlobText implements TextInput {
  bytesRead = 0
  readonly bytesTotal: number
  private readonly file: Blob
  private readonly name: string

  constructor(file: Blob, name: string) {
    this.file = file
    this.name = name
    this.bytesTotal = file.size
  }

  [Symbol.asyncIterator](): AsyncGenerator<string> {
    return decodedText(this.bytes(), this.name, 'utf-8')
  }

  private async *bytes(): AsyncGenerator<Uint8Array> {
    const reader = this.file.stream().getReader()
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        this.bytesRead += next.value.length
        yield next.value
      }
    } finally {
      await reader.cancel()
    }
  }
}
