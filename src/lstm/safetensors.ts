import * as z from 'zod/mini'
import { DataError } from '../errors.ts'

/*
 * Safetensors (https://github.com/huggingface/safetensors): the length of the header (8 bytes, little-endian), the header
 * as JSON, padded with spaces to a multiple of 8 bytes, and the numbers. The header has the type, the shape and the
 * place of each tensor. All bytes belong to exactly one tensor.
 */

/** Numbers of a shape, row-major. */
export interface Tensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: Float32Array | Float64Array
}

/** As in the reference implementation. */
const maxHeader = 100_000_000
const widths = { F32: 4, F64: 8 } as const

const count = z.int().check(z.minimum(0))
const header = z.record(
  z.string(),
  z.union([
    z.strictObject({
      dtype: z.enum(Object.keys(widths) as (keyof typeof widths)[]),
      shape: z.array(count),
      data_offsets: z.tuple([count, count]),
    }),
    z.record(z.string(), z.string()),
  ]),
)

/** @returns the bytes of a file */
export function writeSafetensors(tensors: readonly Tensor[]): Uint8Array {
  let at = 0
  const entries = tensors.map(({ name, shape, values }) => {
    const from = at
    at += values.byteLength
    return [name, { dtype: values instanceof Float64Array ? 'F64' : 'F32', shape, data_offsets: [from, at] }]
  })
  const text = JSON.stringify(Object.fromEntries([['__metadata__', { format: 'pt' }], ...entries]))
  const unpadded = new TextEncoder().encode(text)
  const length = 8 * Math.ceil(unpadded.length / 8)
  const bytes = new Uint8Array(8 + length + at).fill(0x20, 8, 8 + length)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, BigInt(length), true)
  bytes.set(unpadded, 8)
  let to = 8 + length
  for (const { values } of tensors) {
    const width = values.BYTES_PER_ELEMENT
    for (const value of values) {
      if (width === 8) view.setFloat64(to, value, true)
      else view.setFloat32(to, value, true)
      to += width
    }
  }
  return bytes
}

/** @throws DataError if the bytes are not a whole file, or one with other types than F32 and F64 */
export function readSafetensors(bytes: Uint8Array): Tensor[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = bytes.length < 8 ? 0 : Number(view.getBigUint64(0, true))
  if (length < 2 || length > Math.min(maxHeader, bytes.length - 8))
    throw malformed(`a header within ${bytes.length} bytes`, bytes.length < 8 ? 'none' : `one of ${length} bytes`)
  const start = 8 + length
  const found = header.safeParse(parsed(bytes.subarray(8, start)))
  if (!found.success)
    throw malformed('a header with tensors of F32 or F64', z.prettifyError(found.error).split('\n')[0]!)
  const entries = Object.entries(found.data).flatMap(([name, entry]) =>
    name === '__metadata__' || !Array.isArray(entry.shape) ? [] : [{ name, ...(entry as Entry) }],
  )
  if (entries.length < Object.keys(found.data).filter((name) => name !== '__metadata__').length)
    throw malformed('a header with tensors', 'other entries')
  let end = 0
  for (const { name, dtype, shape, data_offsets } of entries.toSorted(byPlace)) {
    const size = shape.reduce((product, each) => product * each, widths[dtype])
    if (data_offsets[0] !== end || data_offsets[1] - end !== size)
      throw malformed(`${size} bytes of ${JSON.stringify(name)} at ${end}`, `${data_offsets.join(' to ')}`)
    end = data_offsets[1]
  }
  if (end !== bytes.length - start) throw malformed(`${end} bytes of numbers`, `${bytes.length - start}`)
  return entries.map(({ name, dtype, shape, data_offsets: [from, to] }) => {
    const values = new (dtype === 'F64' ? Float64Array : Float32Array)((to - from) / widths[dtype])
    for (let i = 0; i < values.length; i++) {
      const at = start + from + i * widths[dtype]
      values[i] = dtype === 'F64' ? view.getFloat64(at, true) : view.getFloat32(at, true)
    }
    return { name, shape, values }
  })
}

interface Entry {
  readonly dtype: keyof typeof widths
  readonly shape: number[]
  readonly data_offsets: [number, number]
}

const byPlace = (a: Entry, b: Entry) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1]

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

const malformed = (expected: string, got: string) =>
  new DataError(`safetensors: expected ${expected}, got ${got}; pass all bytes of a file, unchanged`)
