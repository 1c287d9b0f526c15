/*
 * Loops over rows of matrices, four elements at a time: the sums do not wait for each other.
 */

/**
 * The scalar product of `length` numbers of each array.
 *
 * @param from index of the first number in `a`
 * @param at index of the first number in `b`
 */
export function dot(a: Float64Array, from: number, b: Float64Array, at: number, length: number): number {
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  let k = 0
  for (; k < length - 3; k += 4) {
    s0 += a[from + k]! * b[at + k]!
    s1 += a[from + k + 1]! * b[at + k + 1]!
    s2 += a[from + k + 2]! * b[at + k + 2]!
    s3 += a[from + k + 3]! * b[at + k + 3]!
  }
  for (; k < length; k++) s0 += a[from + k]! * b[at + k]!
  return s0 + s1 + (s2 + s3)
}

/**
 * Adds `factor` times `length` numbers of `b` to those of `a`.
 *
 * @param from index of the first number in `a`
 * @param at index of the first number in `b`
 */
export function add(a: Float64Array, from: number, b: Float64Array, at: number, length: number, factor: number): void {
  let k = 0
  for (; k < length - 3; k += 4) {
    a[from + k]! += b[at + k]! * factor
    a[from + k + 1]! += b[at + k + 1]! * factor
    a[from + k + 2]! += b[at + k + 2]! * factor
    a[from + k + 3]! += b[at + k + 3]! * factor
  }
  for (; k < length; k++) a[from + k]! += b[at + k]! * factor
}
