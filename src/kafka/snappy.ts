import { damaged, taken, Unpacked } from './unpacked.ts'

/** What Java's clients write before blocks, each with its length: a name, and two versions of four bytes. */
const streamHead = Buffer.from('\x82SNAPPY\0', 'latin1')
const streamHeadBytes = 16

/**
 * Unpacks Snappy, in blocks as Java's clients write it, or as one block.
 *
 * @throws DataError if the bytes are not Snappy
 * @see https://github.com/google/snappy/blob/main/format_description.txt
 */
export function unsnappy(bytes: Uint8Array): Buffer {
  const out = new Unpacked(4 * bytes.length)
  if (!streamHead.equals(bytes.subarray(0, streamHead.length))) {
    unpack(bytes, out)
    return out.all
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = streamHeadBytes; at < bytes.length; ) {
    if (at + 4 > bytes.length) throw damaged()
    const length = view.getInt32(at)
    unpack(taken(bytes, at + 4, length), out)
    at += 4 + length
  }
  return out.all
}

function unpack(block: Uint8Array, out: Unpacked): void {
  const before = out.all.length
  // The length of the whole, seven bits a byte, the lowest first.
  let at = 0
  let length = 0
  for (let unit = 1, more = true; more; unit *= 128, at++) {
    const byte = taken(block, at, 1)[0]!
    length += (byte & 127) * unit
    more = byte > 127
  }
  const number = (bytes: number) => taken(block, at, bytes).reduceRight((sum, byte) => sum * 256 + byte, 0)
  while (at < block.length) {
    const tag = block[at++]!
    const rest = tag >> 2
    if ((tag & 3) === 0) {
      // Lengths from 61 on are in up to four bytes of their own.
      const own = Math.max(0, rest - 59)
      const count = (own > 0 ? number(own) : rest) + 1
      out.append(taken(block, at + own, count))
      at += own + count
    } else if ((tag & 3) === 1) {
      out.copy(((tag >> 5) << 8) | number(1), (rest & 7) + 4)
      at += 1
    } else {
      const own = (tag & 3) === 2 ? 2 : 4
      out.copy(number(own), rest + 1)
      at += own
    }
  }
  if (out.all.length - before !== length) throw damaged()
}
