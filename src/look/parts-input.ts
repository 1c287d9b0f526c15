import type { ByteInput } from '../sources/byte-input.ts'
import { type PartSizes, TextParts } from './text-parts.ts'

/** The parts of a large text that are read to learn its content, in UTF-8, as if they were all of it. */
export const partsInput =
  (name: string, open: () => ByteInput, encoding: string, sizes?: PartSizes) => (): ByteInput => {
    const encoder = new TextEncoder()
    const input = {
      bytesRead: 0,
      bytesTotal: undefined,
      repeatable: true,
      async *bytes() {
        const text = new TextParts(name, open, encoding, sizes)
        for await (const chunk of text.beginning()) yield encoded(chunk)
        for (const part of await text.rest()) yield encoded(part)
      },
    }
    const encoded = (text: string) => {
      const bytes = encoder.encode(text)
      input.bytesRead += bytes.length
      return bytes
    }
    return input
  }
