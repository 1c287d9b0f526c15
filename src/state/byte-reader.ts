/** Makes the error for bytes that are not as expected. */
export type Misread = (expected: string, got: string) => Error

/** Reads what `ByteWriter` writes, and never beyond the end. */
export class ByteReader {
  at: number
  private readonly bytes: Uint8Array
  private readonly view: DataView
  private readonly misread: Misread
  private readonly names: string[] = []

  constructor(bytes: Uint8Array, at: number, misread: Misread) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.at = at
    this.misread = misread
  }

  get left(): number {
    return this.bytes.length - this.at
  }

  /** The next byte; undefined at the end. */
  peek(): number | undefined {
    return this.bytes[this.at]
  }

  byte(): number | undefined {
    return this.bytes[this.at++]
  }

  double(): number {
    this.take(8)
    return this.view.getFloat64(this.at - 8, true)
  }

  /** A whole number as LEB128. */
  whole(): number {
    let value = 0
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.byte()
      if (byte === undefined || factor > 0x2_0000_0000_0000) throw this.misread('a whole number', 'something else')
      value += factor * (byte & 0x7f)
      if (byte < 0x80) break
    }
    if (value > Number.MAX_SAFE_INTEGER) throw this.misread('a whole number', String(value))
    return value
  }

  characters(): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.take(this.whole()))
  }

  /** A name: its text the first time, then its position among the names so far. */
  name(): string {
    const known = this.whole()
    if (known > 0) return this.names[known - 1] ?? `name ${known}`
    const name = this.characters()
    this.names.push(name)
    return name
  }

  /** The next bytes, not copied. */
  take(length: number, misread: Misread = this.misread): Uint8Array {
    const from = this.at
    if (length > this.left) throw misread(`${length} bytes`, `${this.left}`)
    this.at += length
    return this.bytes.subarray(from, this.at)
  }
}
