import { toLittleEndian } from './endian.ts'
import type { Numbers } from './fields.ts'

/** Memory reserved first, and later at least. What is not used takes none. */
const first = 1 << 16
const later = 1 << 20

/** Bytes written one after the other, into pieces of memory that are never moved: growing one would copy it each time. */
export class ByteWriter {
  private bytes = new Uint8Array(first)
  private view = new DataView(this.bytes.buffer)
  private at = 0
  /** The pieces that are full. */
  private readonly pieces: Uint8Array[] = []

  /** All bytes, after `room` bytes of zeros. */
  joined(room: number): Uint8Array {
    const pieces = [...this.pieces, this.bytes.subarray(0, this.at)]
    const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, room))
    let at = room
    for (const piece of pieces) {
      joined.set(piece, at)
      at += piece.length
    }
    return joined
  }

  byte(value: number): void {
    this.room(1)
    this.bytes[this.at++] = value
  }

  double(value: number): void {
    this.room(8)
    this.view.setFloat64(this.at, value, true)
    this.at += 8
  }

  /** A whole number as LEB128. */
  whole(value: number): void {
    let rest = value
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) this.byte(0x80 | (rest % 0x80))
    this.byte(rest)
  }

  /** A text as the length of its UTF-8 and that. */
  characters(text: string): void {
    const encoded = new TextEncoder().encode(text)
    this.whole(encoded.length)
    this.add(encoded)
  }

  numbers({ buffer, byteOffset, byteLength, BYTES_PER_ELEMENT }: Numbers): void {
    this.add(new Uint8Array(buffer, byteOffset, byteLength))
    toLittleEndian(this.bytes.subarray(this.at - byteLength, this.at), BYTES_PER_ELEMENT)
  }

  private add(bytes: Uint8Array): void {
    this.room(bytes.length)
    this.bytes.set(bytes, this.at)
    this.at += bytes.length
  }

  private room(length: number): void {
    if (this.at + length <= this.bytes.length) return
    this.pieces.push(this.bytes.subarray(0, this.at))
    this.bytes = new Uint8Array(Math.max(later, length))
    this.view = new DataView(this.bytes.buffer)
    this.at = 0
  }
}
