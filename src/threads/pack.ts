/** Numbers and texts for another thread; the receiver owns the buffers. */
export interface Pack {
  readonly numbers: Float64Array<ArrayBuffer>
  /** UTF-16, so that every text arrives as it was. */
  readonly units: Uint16Array<ArrayBuffer>
}

/** The buffers of packs, to be transferred instead of copied. */
export const buffersOf = (packs: readonly Pack[]): ArrayBuffer[] =>
  packs.flatMap(({ numbers, units }) => [numbers.buffer, units.buffer])

/** Writes packs for one `PackReader`, which reads each of them, in order. */
export class PackWriter {
  private numbers = new Float64Array(1024)
  private count = 0
  private units = new Uint16Array(1024)
  private length = 0
  /** Numbers of the texts that the reader has. */
  private readonly names = new Map<string, number>()

  number(value: number): void {
    if (this.count === this.numbers.length) this.numbers = grown(this.numbers, this.count + 1)
    this.numbers[this.count++] = value
  }

  /** Numbers without their count. */
  all(values: ArrayLike<number>): void {
    const end = this.count + values.length
    if (end > this.numbers.length) this.numbers = grown(this.numbers, end)
    this.numbers.set(values, this.count)
    this.count = end
  }

  array(values: ArrayLike<number>): void {
    this.number(values.length)
    this.all(values)
  }

  optional<T>(value: T | undefined, write: (value: T) => void): void {
    this.number(value === undefined ? 0 : 1)
    if (value !== undefined) write(value)
  }

  list<T>(values: readonly T[], write: (value: T) => void): void {
    this.number(values.length)
    for (const value of values) write(value)
  }

  text(text: string): void {
    const end = this.length + text.length
    if (end > this.units.length) this.units = grown(this.units, end)
    for (let i = 0; i < text.length; i++) this.units[this.length + i] = text.charCodeAt(i)
    this.length = end
    this.number(text.length)
  }

  /** A text that is likely to come again; it is written once. */
  name(name: string): void {
    const known = this.names.get(name)
    this.number(known ?? this.names.size)
    if (known !== undefined) return
    this.names.set(name, this.names.size)
    this.text(name)
  }

  /** What was written since the last call. */
  take(): Pack {
    const pack = { numbers: this.numbers, units: this.units }
    this.numbers = new Float64Array(this.count + 1024)
    this.units = new Uint16Array(this.length + 1024)
    this.count = 0
    this.length = 0
    return pack
  }
}

/** Reads what a `PackWriter` has written, by the same calls in the same order. */
export class PackReader {
  private numbers: Pack['numbers'] = new Float64Array(0)
  private at = 0
  private units: Pack['units'] = new Uint16Array(0)
  private from = 0
  private readonly names: string[] = []

  /** Begins to read the next pack of the writer. */
  open({ numbers, units }: Pack): void {
    this.numbers = numbers
    this.units = units
    this.at = 0
    this.from = 0
  }

  number(): number {
    return this.numbers[this.at++]!
  }

  /** A copy of the next numbers. */
  all(length: number): Float64Array<ArrayBuffer> {
    const start = this.at
    this.at += length
    return this.numbers.slice(start, this.at)
  }

  array(): Float64Array<ArrayBuffer> {
    return this.all(this.number())
  }

  optional<T>(read: () => T): T | undefined {
    return this.number() === 1 ? read() : undefined
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: this.number() }, read)
  }

  text(): string {
    const { from } = this
    this.from += this.number()
    return textOf(this.units, from, this.from)
  }

  /** Texts that are decoded when they are asked for; they keep the pack in memory until then. */
  textsLater(count: number): () => string[] {
    const { from, units } = this
    const lengths = this.all(count)
    for (const length of lengths) this.from += length
    return () => {
      let at = from
      return Array.from(lengths, (length) => {
        at += length
        return textOf(units, at - length, at)
      })
    }
  }

  name(): string {
    const number = this.number()
    if (number === this.names.length) this.names.push(this.text())
    return this.names[number]!
  }
}

/** Arguments of a call, at most: far more do not fit on the stack. */
const atOnce = 8192

function textOf(units: Uint16Array, from: number, to: number): string {
  let text = ''
  for (let at = from; at < to; at += atOnce)
    text += String.fromCharCode(...units.subarray(at, Math.min(to, at + atOnce)))
  return text
}

function grown<T extends Float64Array<ArrayBuffer> | Uint16Array<ArrayBuffer>>(before: T, least: number): T {
  const after = new (before.constructor as new (length: number) => T)(Math.max(2 * before.length, least))
  after.set(before)
  return after
}
