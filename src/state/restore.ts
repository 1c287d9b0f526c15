import { DataError } from '../errors.ts'
import { ByteReader } from './byte-reader.ts'
import { demandSaveable } from './demand-saveable.ts'
import type { Condition, Fields, Lengths, Numbers, Saveable, Setting, Visit } from './fields.ts'
import { checkSeal, headLength, type Kind, kindOf, kinds, nameOf } from './format.ts'
import { settingText } from './setting-text.ts'
import { buildFromSpec } from './spec.ts'
import { firstStoredMisfit, numbersOf, writeNumbers } from './stored-numbers.ts'

/**
 * Restores the state of an object from a snapshot. The object must have been built with the same options as the one
 * that was saved, and then continues with the same bits.
 *
 * Everything is checked before anything is written: if this throws, the object is unchanged.
 *
 * @returns a sentence for each constant that differs; the object keeps its own values
 * @throws DataError if the bytes are not a snapshot, are damaged, or do not fit the object, naming the first difference
 */
export function restore(saveable: Saveable, bytes: Uint8Array): readonly string[] {
  demandSaveable(saveable)
  checkSeal(bytes)
  // `slice` of a Node Buffer does not copy.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const checking = new Reader(plain, false)
  saveable.state(checking)
  checking.finish()
  const reader = new Reader(plain, true)
  saveable.state(reader)
  return reader.differences
}

const cure = 'restore it into an object built with the same options'

/** Reads fields in order, and compares their names, kinds and sizes. Unless `writes` is set, it changes nothing. */
class Reader implements Fields {
  readonly saving = false
  readonly differences: string[] = []
  private readonly in: ByteReader
  private readonly size: number
  private readonly writes: boolean
  private readonly path: string[] = []

  constructor(bytes: Uint8Array, writes: boolean) {
    this.in = new ByteReader(bytes, headLength, (expected, got) => this.misfit([], expected, got))
    this.size = bytes.length
    this.writes = writes
  }

  finish(): void {
    if (this.in.left > 0) throw this.misfit([], 'the end', this.nextField())
  }

  number(name: string, value: number, condition?: Condition): number {
    this.begin(kinds.number, name)
    const stored = this.in.double()
    if (condition && !condition.holds(stored, 0)) throw this.misfit([name], condition.expected, String(stored))
    return this.writes ? stored : value
  }

  counter(name: string, value: number, max: number = Number.MAX_SAFE_INTEGER): number {
    this.begin(kinds.counter, name)
    const stored = this.in.whole()
    if (stored > max) throw this.misfit([name], `a whole number up to ${max}`, String(stored))
    return this.writes ? stored : value
  }

  boolean(name: string, value: boolean): boolean {
    this.begin(kinds.boolean, name)
    const stored = this.flag(name)
    return this.writes ? stored : value
  }

  text(name: string, value: string): string {
    this.begin(kinds.text, name)
    const stored = this.in.characters()
    return this.writes ? stored : value
  }

  numbers(name: string, values: Numbers, condition?: Condition): void {
    this.begin(kindOf(values), name)
    const length = this.in.whole()
    if (length !== values.length) throw this.misfit([name], `${values.length} numbers`, `${length}`)
    const stored = this.take(name, length * values.BYTES_PER_ELEMENT)
    if (condition && !this.writes) this.demand(name, values, stored, condition)
    if (!this.writes) return
    writeNumbers(values, stored)
  }

  array<T extends Numbers>(name: string, values: T, condition?: Condition, lengths?: Lengths): T {
    this.begin(kindOf(values), name)
    const length = this.in.whole()
    if (lengths && !lengths.holds(length)) throw this.misfit([name], lengths.expected, `${length} numbers`)
    const stored = this.take(name, length * values.BYTES_PER_ELEMENT)
    if (condition && !this.writes) this.demand(name, values, stored, condition)
    return this.writes ? numbersOf(values, stored) : values
  }

  part(name: string, part: Saveable): void {
    this.inside(kinds.part, name, () => part.state(this))
  }

  parts(name: string, parts: readonly Saveable[]): void {
    this.inside(kinds.list, name, () => {
      const count = this.in.whole()
      if (count !== parts.length) throw this.misfit([], `${parts.length} of them`, `${count}`)
      for (const [i, part] of parts.entries()) this.element(i, () => part.state(this))
    })
  }

  optional<T>(name: string, value: T | undefined, visit: Visit<T>): T | undefined {
    return this.inside(kinds.optional, name, () => {
      const stored = this.flag() ? visit(this, value) : undefined
      return this.writes ? stored : value
    })
  }

  list<T>(name: string, values: readonly T[], visit: Visit<T>): T[] {
    return this.inside(kinds.list, name, () => {
      const count = this.in.whole()
      // A damaged count must not allocate memory: each element takes at least a byte.
      if (count > this.size) throw this.misfit([], `at most ${this.size} elements`, String(count))
      const stored: T[] = []
      for (let i = 0; i < count; i++) this.element(i, () => stored.push(visit(this, values[i])))
      return this.writes ? stored : (values as T[])
    })
  }

  built<T extends Saveable & { dispose?(): void }>(
    name: string,
    value: T | undefined,
    spec: string | undefined,
    build: (spec: string, room: number) => T,
  ): T | undefined {
    return this.inside(kinds.built, name, () => {
      const storedSpec = this.flag() ? this.in.characters() : undefined
      if (storedSpec === spec) {
        value?.state(this)
        return value
      }
      const stored = storedSpec === undefined ? undefined : buildFromSpec(storedSpec, this.size, build)
      try {
        stored?.state(this)
      } finally {
        const unneeded = this.writes ? value : stored
        unneeded?.dispose?.()
      }
      return this.writes ? stored : value
    })
  }

  same(name: string, value: Setting): void {
    this.begin(kinds.same, name)
    const stored = this.in.characters()
    if (stored !== settingText(value)) throw this.misfit([name], settingText(value), stored)
  }

  constant(name: string, value: Setting): void {
    this.begin(kinds.constant, name)
    const stored = this.in.characters()
    if (stored !== settingText(value))
      this.differences.push(`${[...this.path, name].join('.')} was ${stored} and is now ${settingText(value)}`)
  }

  private inside<T>(kind: Kind, name: string, read: () => T): T {
    this.begin(kind, name)
    this.path.push(name)
    const result = read()
    if (this.in.peek() !== kinds.end) throw this.misfit([], 'no further field', this.nextField())
    this.in.byte()
    this.path.pop()
    return result
  }

  private element(i: number, read: () => void): void {
    this.path.push(String(i))
    read()
    this.path.pop()
  }

  private begin(kind: Kind, name: string): void {
    const start = this.in.at
    const got = this.in.byte()
    const gotName = got === undefined || got === kinds.end ? undefined : this.in.name()
    if (got === kind && gotName === name) return
    this.in.at = start
    throw this.misfit(
      [name],
      nameOf(kind),
      got === undefined || gotName === undefined ? 'no further field' : `${nameOf(got)} ${gotName}`,
    )
  }

  private nextField(): string {
    const kind = this.in.byte()
    return kind === undefined || kind === kinds.end ? 'the end' : `${nameOf(kind)} ${this.in.name()}`
  }

  private flag(...name: string[]): boolean {
    const byte = this.in.byte()
    if (byte !== 0 && byte !== 1) throw this.misfit(name, '0 or 1', String(byte))
    return byte === 1
  }

  private take(name: string, length: number): Uint8Array {
    return this.in.take(length, (expected, got) => this.misfit([name], expected, got))
  }

  private demand(name: string, values: Numbers, stored: Uint8Array, condition: Condition): void {
    const wrong = firstStoredMisfit(values, stored, condition)
    if (wrong !== undefined) throw this.misfit([name], condition.expected, String(wrong))
  }

  private misfit(name: readonly string[], expected: string, got: string): DataError {
    const path = [...this.path, ...name.filter((part) => part !== '')].join('.')
    return new DataError(`snapshot${path === '' ? '' : ` ${path}`}: expected ${expected}, got ${got}; ${cure}`)
  }
}
