import { DataError } from '../errors.ts'
import { ByteWriter } from './byte-writer.ts'
import { crc32c } from './crc32c.ts'
import { demandSaveable } from './demand-saveable.ts'
import type { Condition, Fields, Lengths, Numbers, Saveable, Setting, Visit } from './fields.ts'
import { headLength, type Kind, kindOf, kinds, seal } from './format.ts'
import { settingText } from './setting-text.ts'
import { firstMisfit } from './stored-numbers.ts'
import { turn } from './turn.ts'

/**
 * Saves the state of an object as bytes: numbers, text and names of fields, without code, the same on every machine.
 *
 * @returns the bytes, for `restore`
 * @throws DataError if a field has a value that cannot be saved or restored, such as a weight that is not finite
 * @example
 * const bytes = snapshot(forecaster)
 * restore(sameForecasterLater, bytes)
 */
export function snapshot(saveable: Saveable): Uint8Array {
  return seal(written(saveable).joined(headLength))
}

/**
 * The same bytes as `snapshot`, without long pauses of the event loop: the state is copied at once, and the checksum is
 * then computed a slice at a time. The object can change as soon as this returns its promise.
 *
 * @returns the bytes, for `restore`
 * @throws DataError if a field has a value that cannot be saved or restored
 */
export async function snapshotInTurns(saveable: Saveable): Promise<Uint8Array> {
  const writer = written(saveable)
  await turn()
  const bytes = writer.joined(headLength)
  let sum = 0
  for (let at = headLength; at < bytes.length; at += slice) {
    await turn()
    sum = crc32c(bytes.subarray(at, at + slice), sum)
  }
  return seal(bytes, sum)
}

/** Bytes whose checksum is computed at once, in about a millisecond. */
const slice = 1 << 20

/** The body of a snapshot. */
function written(saveable: Saveable): ByteWriter {
  demandSaveable(saveable)
  const out = new ByteWriter()
  saveable.state(new Writer(out))
  return out
}

/** Writes fields in order. */
class Writer implements Fields {
  readonly saving = true
  private readonly out: ByteWriter
  /** Names written so far, with their positions from 1. */
  private readonly names = new Map<string, number>()
  private path: string[] = []

  constructor(out: ByteWriter) {
    this.out = out
  }

  number(name: string, value: number, condition?: Condition): number {
    this.demand(name, 'a number', value, typeof value === 'number')
    if (condition && !condition.holds(value, 0)) throw this.misfit(name, condition.expected, String(value))
    this.begin(kinds.number, name)
    this.out.double(value)
    return value
  }

  counter(name: string, value: number, max: number = Number.MAX_SAFE_INTEGER): number {
    const holds = Number.isSafeInteger(value) && value >= 0 && value <= max
    this.demand(name, `a whole number from 0 to ${max}`, value, holds)
    this.begin(kinds.counter, name)
    this.out.whole(value)
    return value
  }

  boolean(name: string, value: boolean): boolean {
    this.demand(name, 'a boolean', value, typeof value === 'boolean')
    this.begin(kinds.boolean, name)
    this.out.byte(value ? 1 : 0)
    return value
  }

  text(name: string, value: string): string {
    this.demand(name, 'text', value, typeof value === 'string')
    this.begin(kinds.text, name)
    this.out.characters(value)
    return value
  }

  numbers(name: string, values: Numbers, condition?: Condition): void {
    this.array(name, values, condition)
  }

  array<T extends Numbers>(name: string, values: T, condition?: Condition, lengths?: Lengths): T {
    this.demand(name, 'a typed array', values, isNumbers(values))
    if (lengths && !lengths.holds(values.length)) throw this.misfit(name, lengths.expected, `${values.length} numbers`)
    const wrong = condition && firstMisfit(values, condition)
    if (wrong !== undefined) throw this.misfit(name, condition!.expected, String(wrong))
    this.begin(kindOf(values), name)
    this.out.whole(values.length)
    this.out.numbers(values)
    return values
  }

  part(name: string, part: Saveable): void {
    this.demand(name, 'an object with a method state(fields)', part, typeof part?.state === 'function')
    this.inside(kinds.part, name, () => part.state(this))
  }

  parts(name: string, parts: readonly Saveable[]): void {
    this.inside(kinds.list, name, () => {
      this.out.whole(parts.length)
      for (const part of parts) part.state(this)
    })
  }

  optional<T>(name: string, value: T | undefined, visit: Visit<T>): T | undefined {
    this.inside(kinds.optional, name, () => {
      this.out.byte(value === undefined ? 0 : 1)
      if (value !== undefined) visit(this, value)
    })
    return value
  }

  list<T>(name: string, values: readonly T[], visit: Visit<T>): T[] {
    this.inside(kinds.list, name, () => {
      this.out.whole(values.length)
      for (const value of values) visit(this, value)
    })
    return values as T[]
  }

  built<T extends Saveable>(name: string, value: T | undefined, spec: string | undefined): T | undefined {
    this.demand(name, 'a spec beside the object', spec, (value === undefined) === (spec === undefined))
    this.inside(kinds.built, name, () => {
      this.out.byte(value === undefined ? 0 : 1)
      if (value === undefined || spec === undefined) return
      this.out.characters(spec)
      value.state(this)
    })
    return value
  }

  same(name: string, value: Setting): void {
    this.begin(kinds.same, name)
    this.out.characters(settingText(value))
  }

  constant(name: string, value: Setting): void {
    this.begin(kinds.constant, name)
    this.out.characters(settingText(value))
  }

  private inside(kind: Kind, name: string, write: () => void): void {
    this.begin(kind, name)
    this.path.push(name)
    write()
    this.path.pop()
    this.out.byte(kinds.end)
  }

  private begin(kind: Kind, name: string): void {
    this.out.byte(kind)
    const known = this.names.get(name)
    if (known === undefined) {
      this.names.set(name, this.names.size + 1)
      this.out.byte(0)
      this.out.characters(name)
    } else this.out.whole(known)
  }

  private demand(name: string, expected: string, got: unknown, holds: boolean): void {
    if (holds) return
    const shown = typeof got === 'object' && got !== null ? (got.constructor?.name ?? 'an object') : String(got)
    throw this.error(name, expected, `${shown}; declare it by the method of Fields for its type`)
  }

  /** A snapshot with such a value could not be restored. */
  private misfit(name: string, expected: string, got: string): DataError {
    return this.error(name, expected, `${got}; go on from an earlier snapshot`)
  }

  private error(name: string, expected: string, got: string): DataError {
    return new DataError(`snapshot ${[...this.path, name].join('.')}: expected ${expected}, got ${got}`)
  }
}

const isNumbers = (value: unknown) =>
  value instanceof Float64Array ||
  value instanceof Float32Array ||
  value instanceof Int32Array ||
  value instanceof Uint32Array ||
  value instanceof Uint8Array
