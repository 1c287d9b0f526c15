import { damaged, taken, Unpacked } from './unpacked.ts'

const magic = 0x184d2204

/**
 * Unpacks a frame of LZ4. Its checksums are skipped: the records have one, which the brokers check.
 *
 * @throws DataError if the bytes are not a frame of LZ4
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
export function unlz4(bytes: Uint8Array): Buffer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (bytes.length < 7 || view.getUint32(0, true) !== magic) throw damaged()
  const flags = bytes[4]!
  const [checked, sized, named] = [flags & 0x10, flags & 0x08, flags & 0x01]
  // Flags, size of blocks, and a checksum of the head.
  let at = 4 + 2 + (sized ? 8 : 0) + (named ? 4 : 0) + 1
  const out = new Unpacked(4 * bytes.length)
  for (;;) {
    if (at + 4 > bytes.length) throw damaged()
    const size = view.getUint32(at, true)
    if (size === 0) return out.all
    const block = taken(bytes, at + 4, size & 0x7fffffff)
    if (size >>> 31) out.append(block)
    else unpack(block, out)
    at += 4 + block.length + (checked ? 4 : 0)
  }
}

/** Unpacks a block, whose copies can begin in the blocks before it. */
function unpack(block: Uint8Array, out: Unpacked): void {
  let at = 0
  // A length of 15 goes on in the bytes after it, as long as they are 255.
  const whole = (first: number) => {
    let length = first
    for (let more = first === 15; more; at++) {
      const byte = taken(block, at, 1)[0]!
      length += byte
      more = byte === 255
    }
    return length
  }
  while (at < block.length) {
    const token = block[at++]!
    const literals = whole(token >> 4)
    out.append(taken(block, at, literals))
    at += literals
    // The last sequence has no copy.
    if (at === block.length) return
    const [low, high] = taken(block, at, 2)
    at += 2
    out.copy(low! | (high! << 8), whole(token & 15) + 4)
  }
}
