import type { Type, types } from 'avsc'
import { deepest } from '../sources/json-depth.ts'
import { logicalValue, type Marked } from './avro-logical.ts'

/** The bytes are not a value of the schema; the message says what they have instead. */
export class AvroError extends Error {
  override readonly name = 'AvroError'
}

/**
 * Reads a value in Avro's binary encoding as plain data of JSON: the value of a union without its branch, integers above
 * 2⁵³ and decimals as text, times in ISO 8601, other bytes in hexadecimal digits. Avro's own reader trusts the bytes: a
 * damaged length would have it fill the memory.
 *
 * @throws AvroError if the bytes are not a value of the type, or go on after it
 */
export function readAvro(type: Type, bytes: Uint8Array): unknown {
  const reader = new Reader(bytes)
  const value = reader.read(type, 0)
  reader.end()
  return value
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

class Reader {
  private readonly bytes: Uint8Array
  private readonly view: DataView
  private at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  read(type: Type, depth: number): unknown {
    if (depth > deepest) throw new AvroError(`more than ${deepest} levels`)
    const { typeName } = type
    if (typeName.startsWith('logical:')) {
      const { underlyingType } = type as types.LogicalType
      const value = this.read(underlyingType, depth)
      return logicalValue(type as Marked, value)
    }
    if (typeName.startsWith('union:')) {
      const branches = (type as types.UnwrappedUnionType).types as readonly Type[]
      return this.read(branches[this.index(branches.length, 'a branch of a union')]!, depth + 1)
    }
    switch (typeName) {
      case 'null':
        return null
      case 'boolean':
        return this.index(2, 'a boolean', this.byte()) === 1
      case 'int':
        return this.int()
      case 'long':
        return this.long()
      case 'float':
        return number(this.view.getFloat32(this.skip(4), true))
      case 'double':
        return number(this.view.getFloat64(this.skip(8), true))
      case 'bytes':
        return hex(this.take(this.length()))
      case 'fixed':
        return hex(this.take((type as types.FixedType).size))
      case 'string':
        return this.text()
      case 'enum': {
        const { symbols } = type as types.EnumType
        return symbols[this.index(symbols.length, `a symbol of ${type.name}`)]
      }
      case 'array':
        return this.blocks(() => this.read((type as types.ArrayType).itemsType, depth + 1))
      case 'map':
        return Object.fromEntries(
          this.blocks(() => [this.text(), this.read((type as types.MapType).valuesType as Type, depth + 1)] as const),
        )
      case 'record':
      case 'error':
        return Object.fromEntries(
          (type as types.RecordType).fields.map(
            ({ name, type }) => [name, this.read(type as Type, depth + 1)] as const,
          ),
        )
      default:
        throw new AvroError(`the type ${typeName}, which cannot be read`)
    }
  }

  end(): void {
    const left = this.bytes.length - this.at
    if (left > 0) throw new AvroError(`${left} more ${left === 1 ? 'byte' : 'bytes'} after it`)
  }

  private byte(): number {
    return this.bytes[this.skip(1)]!
  }

  private take(length: number): Uint8Array {
    const start = this.skip(length)
    return this.bytes.subarray(start, start + length)
  }

  /** Skips some bytes, and returns the position of the first. */
  private skip(length: number): number {
    const start = this.at
    if (start + length > this.bytes.length) throw new AvroError(`an end after ${this.bytes.length} bytes`)
    this.at = start + length
    return start
  }

  /** A zigzag number of at most 64 bits: text if a number does not hold it. */
  private long(): number | string {
    let low = 0
    let factor = 1
    for (let count = 0; count < 7; count++) {
      const byte = this.byte()
      low += (byte & 127) * factor
      if (byte < 128) return low % 2 === 0 ? low / 2 : -(low + 1) / 2
      factor *= 128
    }
    let whole = BigInt(low)
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const byte = this.byte()
      whole |= BigInt(byte & 127) << shift
      if (byte < 128) {
        if (whole >> 64n !== 0n) break
        const value = (whole >> 1n) ^ -(whole & 1n)
        return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
      }
    }
    throw new AvroError('an integer of more than 64 bits')
  }

  private int(): number {
    const value = this.long()
    if (typeof value === 'number' && Math.abs(value + 0.5) < 2_147_483_648) return value
    throw new AvroError(`${value}, which is not an int`)
  }

  private length(): number {
    const length = this.long()
    if (typeof length === 'number' && length >= 0) return length
    throw new AvroError(`a length of ${length}`)
  }

  private index(count: number, what: string, index: number | string = this.long()): number {
    if (typeof index === 'number' && index >= 0 && index < count) return index
    throw new AvroError(`${index} for ${what}, which has ${count}`)
  }

  private text(): string {
    const bytes = this.take(this.length())
    try {
      return utf8.decode(bytes)
    } catch {
      throw new AvroError('a text that is not UTF-8')
    }
  }

  /** The elements of an array or map, which come in blocks (Avro 1.12, "Arrays"). */
  private blocks<T>(read: () => T): T[] {
    const all: T[] = []
    for (;;) {
      let count = this.long()
      if (count === 0) return all
      if (typeof count === 'number' && count < 0) {
        count = -count
        this.length()
      }
      // Elements without bytes are not counted here: no row has them.
      if (typeof count === 'string' || count > this.bytes.length - this.at)
        throw new AvroError(`a block of ${count} elements in ${this.bytes.length - this.at} bytes`)
      for (let i = 0; i < count; i++) all.push(read())
    }
  }
}

/** JSON has no infinity: it is written as text. NaN is null, a missing value. */
const number = (value: number) => (Number.isFinite(value) || Number.isNaN(value) ? value : String(value))

const hex = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
