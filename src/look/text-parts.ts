import type { ByteInput } from '../sources/byte-input.ts'
import { decodedText } from '../sources/decoded-text.ts'

/** Bytes of a text that is read whole; of a larger one only the beginning, the middle and the end are read. */
const wholeBytes = 67_108_864
const partBytes = 8_388_608

export interface PartSizes {
  readonly whole: number
  /** 0 to read only the beginning of a large text. */
  readonly part: number
}

/** For texts whose lines mean nothing without those before them. */
export const withoutParts: PartSizes = { whole: wholeBytes, part: 0 }

/** As much of a text as is read to learn its content: all of it, or some parts if it is large. */
export class TextParts {
  /** Share of the text that was read, after `beginning` and `rest`. */
  share = 1
  private readonly name: string
  private readonly open: () => ByteInput
  private readonly encoding: string
  private readonly sizes: PartSizes
  /** Length of the file if it is so large that only parts are read. */
  private readonly large: number | undefined

  /**
   * @param name of the text, for errors
   * @param encoding a label of the WHATWG encoding standard
   */
  constructor(
    name: string,
    open: () => ByteInput,
    encoding: string,
    sizes: PartSizes = { whole: wholeBytes, part: partBytes },
  ) {
    this.name = name
    this.open = open
    this.encoding = encoding
    this.sizes = sizes
    const { bytesTotal = 0, slice } = open()
    // A part of UTF-16 would have to begin at an even byte.
    const parts = sizes.part > 0 && bytesTotal > sizes.whole && slice !== undefined && !/^utf-?16/i.test(encoding)
    this.large = parts ? bytesTotal : undefined
  }

  get whole(): boolean {
    return this.share === 1
  }

  /** The text, or the beginning of a large one. */
  async *beginning(): AsyncGenerator<string> {
    if (this.large !== undefined) {
      this.share = (3 * this.sizes.part) / this.large
      yield* this.decoded(await this.part(0))
      return
    }
    const input = this.open()
    let read = 0
    for await (const chunk of decodedText(input.bytes(), this.name, this.encoding)) {
      read += chunk.length
      const isLast = read > this.sizes.whole
      yield isLast ? chunk.slice(0, chunk.lastIndexOf('\n') + 1) : chunk
      if (!isLast) continue
      // Compressed, or from a stream of unknown length: the share is known only of the former.
      this.share = Math.min(0.99, input.bytesRead / (input.bytesTotal ?? input.bytesRead * 2))
      return
    }
  }

  /** The middle and the end of a large text, each from the beginning of a line. */
  async rest(): Promise<string[]> {
    const { large } = this
    if (large === undefined) return []
    const texts: string[] = []
    for (const from of [(large - this.sizes.part) / 2, large - this.sizes.part]) {
      let text = ''
      for await (const chunk of this.decoded(await this.part(Math.floor(from)))) text += chunk
      texts.push(text)
    }
    return texts
  }

  private decoded(bytes: Uint8Array): AsyncGenerator<string> {
    return decodedText(once(bytes), this.name, this.encoding)
  }

  /** Whole lines of the bytes from an offset on. */
  private async part(from: number): Promise<Uint8Array> {
    const to = from + this.sizes.part
    const bytes = await this.open().slice!(from, to)
    const start = from === 0 ? 0 : bytes.indexOf(lineFeed) + 1
    const end = to >= this.large! ? bytes.length : bytes.lastIndexOf(lineFeed) + 1
    return bytes.subarray(start, end)
  }
}

const lineFeed = 10

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
