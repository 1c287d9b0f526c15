import { promisify } from 'node:util'
import { constants, crc32, deflateRaw } from 'node:zlib'

const deflate = promisify(deflateRaw)

/** Fast: a frame is worth a few milliseconds. Base64 of noisy numbers gains little from more. */
const level = 1

/**
 * Compresses pieces that many clients are sent, each piece once. A piece refers to no other and ends on a whole byte, so that any pieces
 * one after the other are a stream that can be read as far as it has come (RFC 1951, 3.2.4: an empty stored block).
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

/** What one client's gzip stream has around its pieces: a header before them, their checksum and length after (RFC 1952). */
export class GzipEnvelope {
  readonly header = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255)
  private checksum = 0
  private size = 0

  /** Counts a piece that is sent, as it was before it was packed. */
  count(piece: Uint8Array): void {
    // Of nothing, zlib answers the checksum of a beginning.
    if (piece.length > 0) this.checksum = crc32(piece, this.checksum)
    this.size = (this.size + piece.length) % 2 ** 32
  }

  /** The last block, which is empty, then checksum and length. */
  trailer(): Uint8Array {
    const end = new Uint8Array(10)
    end[0] = 3
    const view = new DataView(end.buffer)
    view.setUint32(2, this.checksum, true)
    view.setUint32(6, this.size, true)
    return end
  }
}
