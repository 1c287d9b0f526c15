import { promisify } from 'node:util'
import { constants, crc32, deflateRaw } from 'node:zlib'

const deflate = promisify(deflateRaw)

// Not hono/compress, which skips event streams and would compress a frame once for each client.

/** The fastest level: base64 of noisy numbers gains little from a higher one. */
const level = 1

/**
 * Compresses each piece once for all clients that receive it. A piece refers to no other and ends on a byte boundary
 * (RFC 1951, 3.2.4: an empty stored block), so any sequence of pieces is a valid stream that can be decompressed as it
 * arrives.
 */
export class Pieces {
  private readonly packed = new WeakMap<Uint8Array, Promise<Uint8Array>>()

  pack(piece: Uint8Array): Promise<Uint8Array> {
    let packed = this.packed.get(piece)
    if (!packed) {
      packed = deflate(piece, { level, finishFlush: constants.Z_SYNC_FLUSH })
      this.packed.set(piece, packed)
    }
    return packed
  }
}

/** The header and the trailer, with checksum and length, around the pieces of one client's gzip stream (RFC 1952). */
export class GzipEnvelope {
  readonly header = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255)
  private checksum = 0
  private size = 0

  /** Counts a piece that is sent, before compression. */
  count(piece: Uint8Array): void {
    // zlib returns 0 for an empty array, whatever the checksum before.
    if (piece.length > 0) this.checksum = crc32(piece, this.checksum)
    this.size = (this.size + piece.length) % 2 ** 32
  }

  /** An empty last block, then checksum and length. */
  trailer(): Uint8Array {
    const end = new Uint8Array(10)
    end[0] = 3
    const view = new DataView(end.buffer)
    view.setUint32(2, this.checksum, true)
    view.setUint32(6, this.size, true)
    return end
  }
}
