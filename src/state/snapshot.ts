import { DataError } from '../errors.ts'
import { demandSaveable } from './demand-saveable.ts'
import { toLittleEndian } from './endian.ts'
import type { Fields, Numbers, Saveable, Setting, Visit } from './fields.ts'
import { headLength, type Kind, kindOf, kinds, seal } from './format.ts'
import { settingText } from './setting-text.ts'

/**
 * Saves the state of an object as bytes: numbers, text and names of fields, without code, the same on every machine.
 *
 * @returns the bytes, for `restore`
 * @throws DataError if a field has a value that cannot be saved
 * @example
 * const bytes = snapshot(forecaster)
 * restore(sameForecasterLater, bytes)
 */
export function snapshot(saveable: Saveable): Uint8Array {
  demandSaveable(saveable)
  const writer = new Writer()
  saveable.state(writer)
  return writer.finish()
}

/** Writes fields in order. */
class Writer implements Fields {
  readonly saving = true
  private bytes = new Uint8Array(1 << 16)
  private view = new DataView(this.bytes.buffer)
  private at = headLength
  /** Names written so far, with their positions from 1. */
  private readonly names = new Map<string, number>()
  private path: string[] = []

  finish(): Uint8Array {
    return seal(this.bytes.slice(0, this.at))
  }

  number(name: string, value: number): number {
    this.demand(name, 'a number', value, typeof value === 'number')
    this.begin(kinds.number, name)
    this.double(value)
    return value
  }

  counter(name: string, value: number, max: number = Number.MAX_SAFE_INTEGER): number {
    const holds = Number.isSafeInteger(value) && value >= 0 && value <= max
    this.demand(name, `a whole number from 0 to ${max}`, value, holds)
    this.begin(kinds.counter, name)
    this.whole(value)
    return value
  }

  boolean(name: string, value: boolean): boolean {
    this.demand(name, 'a boolean', value, typeof value === 'boolean')
    this.begin(kinds.boolean, name)
    this.byte(value ? 1 : 0)
    return value
  }

  text(name: string, value: string): string {
    this.demand(name, 'text', value, typeof value === 'string')
    this.begin(kinds.text, name)
    this.characters(value)
    return value
  }

  numbers(name: string, values: Numbers): void {
    this.array(name, values)
  }

  array<T extends Numbers>(name: string, values: T): T {
    this.demand(name, 'a typed array', values, isNumbers(values))
    this.begin(kindOf(values), name)
    this.whole(values.length)
    const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT } = values
    this.room(byteLength)
    this.bytes.set(new Uint8Array(buffer, byteOffset, byteLength), this.at)
    toLittleEndian(this.bytes.subarray(this.at, this.at + byteLength), BYTES_PER_ELEMENT)
    this.at += byteLength
    return values
  }

  part(name: string, part: Saveable): void {
    this.demand(name, 'an object with a method state(fields)', part, typeof part?.state === 'function')
    this.inside(kinds.part, name, () => part.state(this))
  }

  parts(name: string, parts: readonly Saveable[]): void {
    this.inside(kinds.list, name, () => {
      this.whole(parts.length)
      for (const part of parts) part.state(this)
    })
  }

  optional<T>(name: string, value: T | undefined, visit: Visit<T>): T | undefined {
    this.inside(kinds.optional, name, () => {
      this.byte(value === undefined ? 0 : 1)
      if (value !== undefined) visit(this, value)
    })
    return value
  }

  list<T>(name: string, values: readonly T[], visit: Visit<T>): T[] {
    this.inside(kinds.list, name, () => {
      this.whole(values.length)
      for (const value of values) visit(this, value)
    })
    return values as T[]
  }

  built<T extends Saveable>(name: string, value: T | undefined, spec: string | undefined): T | undefined {
    this.demand(name, 'a spec beside the object', spec, (value === undefined) === (spec === undefined))
    this.inside(kinds.built, name, () => {
      this.byte(value === undefined ? 0 : 1)
      if (value === undefined || spec === undefined) return
      this.characters(spec)
      value.state(this)
    })
    return value
  }

  same(name: string, value: Setting): void {
    this.begin(kinds.same, name)
    this.characters(settingText(value))
  }

  constant(name: string, value: Setting): void {
    this.begin(kinds.constant, name)
    this.characters(settingText(value))
  }

  private inside(kind: Kind, name: string, write: () => void): void {
    this.begin(kind, name)
    this.path.push(name)
    write()
    this.path.pop()
    this.byte(kinds.end)
  }

  private begin(kind: Kind, name: string): void {
    this.byte(kind)
    const known = this.names.get(name)
    if (known === undefined) {
      this.names.set(name, this.names.size + 1)
      this.byte(0)
      this.characters(name)
    } else this.whole(known)
  }

  private byte(value: number): void {
    this.room(1)
    this.bytes[this.at++] = value
  }

  private double(value: number): void {
    this.room(8)
    this.view.setFloat64(this.at, value, true)
    this.at += 8
  }

  private whole(value: number): void {
    let rest = value
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) this.byte(0x80 | (rest % 0x80))
    this.byte(rest)
  }

  private characters(text: string): void {
    const encoded = new TextEncoder().encode(text)
    this.whole(encoded.length)
    this.room(encoded.length)
    this.bytes.set(encoded, this.at)
    this.at += encoded.length
  }

  private room(length: number): void {
    if (this.at + length <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.at + length))
    larger.set(this.bytes.subarray(0, this.at))
    this.bytes = larger
    this.view = new DataView(larger.buffer)
  }

  private demand(name: string, expected: string, got: unknown, holds: boolean): void {
    if (holds) return
    const shown = typeof got === 'object' && got !== null ? (got.constructor?.name ?? 'an object') : String(got)
    throw new DataError(
      `snapshot ${[...this.path, name].join('.')}: expected ${expected}, got ${shown}; declare it by the method of Fields for its type`,
    )
  }
}

const isNumbers = (value: unknown) =>
  value instanceof Float64Array ||
  value instanceof Float32Array ||
  value instanceof Int32Array ||
  value instanceof Uint32Array ||
  value instanceof Uint8Array
