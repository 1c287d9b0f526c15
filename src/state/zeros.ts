/** Bytes of a buffer that small arrays are put in. */
const bufferBytes = 16_384
/** Floats of an array that gets a buffer of its own. */
const large = 512

let buffer = new ArrayBuffer(0)
let used = 0

/**
 * Zeros to keep state in. Small arrays lie in a buffer with those made before and after them, which are mostly of the
 * same series: a buffer costs some 250 bytes, and a series has two hundred arrays.
 *
 * @param length of the array
 * @example
 * const sums = zeros(7)
 */
export function zeros(length: number): Float64Array {
  if (length >= large) return new Float64Array(length)
  const bytes = length * Float64Array.BYTES_PER_ELEMENT
  if (used + bytes > buffer.byteLength) {
    buffer = new ArrayBuffer(bufferBytes)
    used = 0
  }
  const array = new Float64Array(buffer, used, length)
  used += bytes
  return array
}
