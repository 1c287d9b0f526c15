import { toLittleEndian } from './endian.ts'
import type { Condition, Numbers } from './fields.ts'

/** Writes stored bytes into a typed array of the same length. */
export function writeNumbers(values: Numbers, stored: Uint8Array): void {
  const target = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  target.set(stored)
  toLittleEndian(target, values.BYTES_PER_ELEMENT)
}

/** Stored bytes as a new typed array of the type of `values`. */
export function numbersOf<T extends Numbers>(values: T, stored: Uint8Array): T {
  const bytes = toLittleEndian(stored.slice(), values.BYTES_PER_ELEMENT)
  return new (values.constructor as new (buffer: ArrayBufferLike) => T)(bytes.buffer)
}

/** Numbers checked at a time: copying whole fields is slower. */
const chunk = 4096

/** @returns the first number that violates a condition; else undefined */
export function firstMisfit(
  values: Numbers,
  { holds, range = [Number.NaN, Number.NaN] }: Condition,
  from = 0,
): number | undefined {
  const [lowest, highest] = range
  // A loop over one type of array is several times faster than over all types.
  const doubles = new Float64Array(Math.min(chunk, values.length))
  for (let start = 0; start < values.length; start += chunk) {
    const some = values.subarray(start, start + chunk)
    doubles.set(some)
    for (let i = 0; i < some.length; i++) {
      const value = doubles[i]!
      if (value >= lowest && value <= highest) continue
      if (!holds(value, from + start + i)) return value
    }
  }
  return undefined
}

/** `firstMisfit` of stored bytes, of the type of `values`. */
export function firstStoredMisfit(values: Numbers, stored: Uint8Array, condition: Condition): number | undefined {
  const width = values.BYTES_PER_ELEMENT
  for (let from = 0; from * width < stored.length; from += chunk) {
    const some = numbersOf(values, stored.subarray(from * width, (from + chunk) * width))
    const misfit = firstMisfit(some, condition, from)
    if (misfit !== undefined) return misfit
  }
  return undefined
}
