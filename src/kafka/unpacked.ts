import { DataError } from '../errors.ts'

/** Most bytes that a request of records may have when it is unpacked. */
const most = 1 << 28

/** Bytes that are unpacked: they grow by what is appended, or copied from further ahead. */
export class Unpacked {
  private bytes: Buffer
  private length = 0

  /** @param expected number of bytes, as far as it is known */
  constructor(expected: number) {
    this.bytes = Buffer.allocUnsafe(Math.min(Math.max(expected, 64), 1 << 24))
  }

  append(from: Uint8Array): void {
    this.grow(from.length)
    this.bytes.set(from, this.length)
    this.length += from.length
  }

  /** Repeats what was unpacked some bytes before; the copy may overlap itself. */
  copy(distance: number, count: number): void {
    if (distance === 0 || distance > this.length) throw damaged()
    this.grow(count)
    const { bytes } = this
    if (distance >= count) bytes.copyWithin(this.length, this.length - distance, this.length - distance + count)
    else for (let to = this.length, end = to + count; to < end; to++) bytes[to] = bytes[to - distance]!
    this.length += count
  }

  /** @returns a view */
  get all(): Buffer {
    return this.bytes.subarray(0, this.length)
  }

  private grow(count: number): void {
    const needed = this.length + count
    if (needed > most) throw damaged()
    if (needed <= this.bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.bytes.length))
    larger.set(this.all)
    this.bytes = larger
  }
}

/** @throws DataError if there are fewer */
export function taken(bytes: Uint8Array, from: number, count: number): Uint8Array {
  if (count < 0 || from + count > bytes.length) throw damaged()
  return bytes.subarray(from, from + count)
}

export const damaged = () => new DataError('expected compressed records, got other bytes; produce them again')
