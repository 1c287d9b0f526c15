import { DataError } from '../series/errors.ts'
import { checksum } from './checksum.ts'
import type { EngineState, Floats } from './engine.ts'

/** "RXLS", read as a little-endian word. */
const magic = 0x534c5852
const version = 1
const parts = ['parameters', 'first', 'second', 'state', 'gates', 'outputs', 'rows'] as const

/** A network between two steps. */
export interface NetworkState {
  /** What the state was made for, as a list of whole numbers; it fits only a network of the same. */
  readonly sizes: readonly number[]
  /** Counters and powers. */
  readonly counters: readonly number[]
  /** The generator's four words. */
  readonly random: Uint32Array
  /** One byte a row. */
  readonly afresh: Uint8Array
  readonly engine: EngineState
}

/*
 * Little-endian: magic, version, checksum of all that follows, bytes a number (4 or 8); then as 32-bit words the counts of sizes, counters,
 * bytes and of each part; then sizes and counters (float64), the generator, the parts, the bytes.
 */
const headWords = 4
const countWords = 3 + parts.length

/** Packs a state into one buffer. */
export function packSnapshot({ sizes, counters, random, afresh, engine }: NetworkState): Uint8Array {
  const width = engine.parameters.BYTES_PER_ELEMENT
  const counts = [sizes.length, counters.length, afresh.length, ...parts.map((part) => engine[part].length)]
  const numbers = parts.reduce((sum, part) => sum + engine[part].length, 0)
  const length =
    4 * (headWords + countWords + 4) + 8 * (sizes.length + counters.length) + width * numbers + afresh.length
  const view = new DataView(new ArrayBuffer(length))
  let at = 4 * headWords
  const word = (value: number) => {
    view.setUint32(at, value, true)
    at += 4
  }
  const double = (value: number) => {
    view.setFloat64(at, value, true)
    at += 8
  }
  for (const count of counts) word(count)
  for (const value of [...sizes, ...counters]) double(value)
  for (const value of random) word(value)
  const bytes = new Uint8Array(view.buffer)
  for (const part of parts) {
    // As it lies: WebAssembly is little-endian, and so is every machine that runs it.
    const { buffer, byteOffset, byteLength } = engine[part]
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at)
    at += byteLength
  }
  bytes.set(afresh, at)
  at = 0
  view.setUint32(12, width, true)
  for (const value of [magic, version, checksum(bytes.subarray(12))]) word(value)
  return bytes
}

/** Unpacks a buffer for a network of these sizes; throws DataError where it is not one, is damaged, or does not fit. */
export function unpackSnapshot(bytes: Uint8Array, sizes: readonly number[], names: readonly string[]): NetworkState {
  const refuse = (expected: string, got: unknown, advice: string) =>
    new DataError(`lstm snapshot: expected ${expected}, got ${String(got)}; ${advice}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 4 * (headWords + countWords) || view.getUint32(0, true) !== magic)
    throw refuse('the bytes of a snapshot', `${bytes.length} others`, 'give what snapshot() returned')
  if (view.getUint32(4, true) !== version)
    throw refuse(`version ${version}`, view.getUint32(4, true), 'make the snapshot anew with this version of rxcast')
  let at = 4 * headWords
  const word = () => {
    at += 4
    return view.getUint32(at - 4, true)
  }
  const double = () => {
    at += 8
    return view.getFloat64(at - 8, true)
  }
  if (view.getUint32(8, true) !== checksum(bytes.subarray(12)))
    throw refuse('an undamaged snapshot', 'a wrong checksum', 'take an earlier snapshot')
  const width = view.getUint32(12, true)
  if (width !== 4 && width !== 8) throw refuse('4 or 8 bytes a number', width, 'take an earlier snapshot')
  const [sizeCount, counterCount, byteCount, ...lengths] = Array.from({ length: countWords }, word)
  const length = at + 8 * (sizeCount! + counterCount!) + 16 + width * lengths.reduce((a, b) => a + b, 0) + byteCount!
  if (length !== bytes.length) throw refuse(`${length} bytes`, bytes.length, 'take an earlier snapshot')
  const found = Array.from({ length: sizeCount! }, double)
  const other = sizes.findIndex((size, i) => size !== found[i])
  if (other >= 0 || found.length !== sizes.length) {
    const i = other >= 0 ? other : sizes.length
    const name = names[Math.min(i, names.length - 1)]!
    throw refuse(
      `${name} ${sizes[i] ?? 'no more'}`,
      found[i] ?? 'no more',
      'restore it into a network of the same sizes',
    )
  }
  const counters = Array.from({ length: counterCount! }, double)
  const random = Uint32Array.from({ length: 4 }, word)
  const take = (length: number): Floats => {
    // A copy, because numbers must begin at a multiple of their width.
    const { buffer } = bytes.slice(at, at + length * width)
    at += length * width
    return width === 8 ? new Float64Array(buffer) : new Float32Array(buffer)
  }
  const engine = Object.fromEntries(parts.map((part, i) => [part, take(lengths[i]!)])) as unknown as EngineState
  return { sizes: found, counters, random, afresh: bytes.slice(at, at + byteCount!), engine }
}
