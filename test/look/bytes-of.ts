import type { ByteInput } from '../../src/sources/byte-input.ts'

/** Opens a text, or bytes, in pieces. */
export const bytesOf =
  (content: string | Uint8Array, piece = 65_536) =>
  (): ByteInput => {
    const all = typeof content === 'string' ? new TextEncoder().encode(content) : content
    const input = {
      bytesRead: 0,
      bytesTotal: all.length,
      repeatable: true,
      async *bytes() {
        for (let at = 0; at < all.length; at += piece) {
          input.bytesRead = Math.min(all.length, at + piece)
          yield all.subarray(at, at + piece)
        }
      },
      slice: async (from: number, to: number) => all.slice(from, to),
    }
    return input
  }
