import { DataError } from '../errors.ts'
import { ByteReader } from './byte-reader.ts'
import type { Numbers } from './fields.ts'
import { checkSeal, headLength, kinds, nameOf } from './format.ts'
import { numbersOf } from './stored-numbers.ts'

/** A field of a snapshot. */
export interface StoredField {
  readonly name: string
  /** Such as `number`, `float32` or `part`. */
  readonly kind: string
  /** Bytes that it takes, those of its name and of the fields in it included. */
  readonly bytes: number
  /** A single value, a setting as text, or the spec of an object. */
  readonly value?: number | string | boolean | undefined
  /** The numbers of an array. */
  readonly numbers?: Numbers | undefined
  /** Position of these numbers in the snapshot. */
  readonly at?: number | undefined
  /** Elements of a list. */
  readonly elements?: number | undefined
  /** The fields of an object, a list or an optional value. */
  readonly fields: readonly StoredField[]
}

/**
 * The fields of a snapshot, without the object that it is of.
 *
 * @throws DataError if the bytes are not a snapshot or are damaged
 */
export function storedFields(bytes: Uint8Array): readonly StoredField[] {
  checkSeal(bytes)
  const reader = new ByteReader(bytes, headLength, malformed)
  const fields: StoredField[] = []
  while (reader.left > 0) fields.push(field(reader, 0))
  return fields
}

/** The first field of a name at a path, such as `board.sums`. */
export function fieldAt(fields: readonly StoredField[], path: string): StoredField | undefined {
  const [name, ...rest] = path.split('.')
  const found = fields.find((each) => each.name === name)
  return found && rest.length > 0 ? fieldAt(found.fields, rest.join('.')) : found
}

/** Objects in objects, at most: those of rxcast are in some ten. */
const deepest = 200

function field(reader: ByteReader, depth: number): StoredField {
  const start = reader.at
  const kind = reader.byte() ?? kinds.end
  const read = kind === kinds.end || depth > deepest ? undefined : contents.get(kind)
  if (!read) throw malformed('a field', nameOf(kind))
  const name = reader.name()
  const content = read(reader, depth + 1)
  return { name, kind: nameOf(kind), fields: [], ...content, bytes: reader.at - start }
}

type Content = Partial<Pick<StoredField, 'value' | 'numbers' | 'at' | 'elements' | 'fields'>>
type Read = (reader: ByteReader, depth: number) => Content

function fieldsUntilEnd(reader: ByteReader, depth: number): readonly StoredField[] {
  const fields: StoredField[] = []
  while (reader.peek() !== kinds.end) fields.push(field(reader, depth))
  reader.byte()
  return fields
}

const array =
  (type: Numbers): Read =>
  (reader) => {
    const length = reader.whole() * type.BYTES_PER_ELEMENT
    return { at: reader.at, numbers: numbersOf(type, reader.take(length)) }
  }
const text: Read = (reader) => ({ value: reader.characters() })

const contents: ReadonlyMap<number, Read> = new Map<number, Read>([
  [kinds.number, (reader) => ({ value: reader.double() })],
  [kinds.counter, (reader) => ({ value: reader.whole() })],
  [kinds.boolean, (reader) => ({ value: reader.byte() === 1 })],
  [kinds.text, text],
  [kinds.same, text],
  [kinds.constant, text],
  [kinds.float64, array(new Float64Array(0))],
  [kinds.float32, array(new Float32Array(0))],
  [kinds.int32, array(new Int32Array(0))],
  [kinds.uint32, array(new Uint32Array(0))],
  [kinds.uint8, array(new Uint8Array(0))],
  [kinds.part, (reader, depth) => ({ fields: fieldsUntilEnd(reader, depth) })],
  [kinds.list, (reader, depth) => ({ elements: reader.whole(), fields: fieldsUntilEnd(reader, depth) })],
  [kinds.optional, (reader, depth) => ({ value: reader.byte() === 1, fields: fieldsUntilEnd(reader, depth) })],
  [
    kinds.built,
    (reader, depth) => ({
      value: reader.byte() === 1 ? reader.characters() : undefined,
      fields: fieldsUntilEnd(reader, depth),
    }),
  ],
])

const malformed = (expected: string, got: string) =>
  new DataError(`snapshot: expected ${expected}, got ${got}; use an earlier one`)
