// The gradient of a matrix of weights: out[i][j] = sum over rows r of a[r][i] · b[r][j], with out in panels. Each tile
// of 4 × 8 is computed in one pass over many rows of the batch, so the gradient is not loaded and stored once a row.

@inline
function plus(sum: v128, x: v128, w: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, w))
}

/** Adds to the sums at `from`. */
function tile(a: usize, aRow: usize, b: usize, end: usize, bRow: usize, from: usize, out: usize): void {
  let p0 = v128.load(from), q0 = v128.load(from, 16), p1 = v128.load(from, 32), q1 = v128.load(from, 48)
  let p2 = v128.load(from, 64), q2 = v128.load(from, 80), p3 = v128.load(from, 96), q3 = v128.load(from, 112)
  for (; b < end; a += aRow, b += bRow) {
    const v = v128.load(b)
    const w = v128.load(b, 16)
    let x = v128.load_splat<f32>(a)
    p0 = plus(p0, x, v)
    q0 = plus(q0, x, w)
    x = v128.load_splat<f32>(a, 4)
    p1 = plus(p1, x, v)
    q1 = plus(q1, x, w)
    x = v128.load_splat<f32>(a, 8)
    p2 = plus(p2, x, v)
    q2 = plus(q2, x, w)
    x = v128.load_splat<f32>(a, 12)
    p3 = plus(p3, x, v)
    q3 = plus(q3, x, w)
  }
  v128.store(out, p0)
  v128.store(out, q0, 16)
  v128.store(out, p1, 32)
  v128.store(out, q1, 48)
  v128.store(out, p2, 64)
  v128.store(out, q2, 80)
  v128.store(out, p3, 96)
  v128.store(out, q3, 112)
}

/** Rows in one pass: every tile reads them again, so they have to fit in the first-level cache. */
const passRows = 64
const zeros = memory.data(128, 16)

/** `width` columns of a, a multiple of 4. Replaces what is at `out`, or adds to it. */
export function outer(
  rows: i32, width: i32, panels: i32, a: usize, aRow: usize, b: usize, bRow: usize, out: usize, adds: bool,
): void {
  const row = (<usize>width) << 2
  for (let first = !adds; rows > 0; rows -= passRows, first = false) {
    const some = <usize>min(rows, passRows)
    let to = out
    for (let panel = panels, bAt = b; panel > 0; panel--, bAt += 32)
      for (let aAt = a, end = a + row; aAt < end; aAt += 16, to += 128)
        tile(aAt, aRow, bAt, bAt + some * bRow, bRow, first ? zeros : to, to)
    a += some * aRow
    b += some * bRow
  }
}

/** The gradient of the biases: the sum of all rows of b. */
export function sumRows(rows: i32, panels: i32, b: usize, bRow: usize, out: usize, adds: bool): void {
  for (; panels > 0; panels--, b += 32, out += 32) {
    const from = adds ? out : zeros
    let p = v128.load(from)
    let q = v128.load(from, 16)
    let at = b
    for (let left = rows; left > 0; left--, at += bRow) {
      p = f32x4.add(p, v128.load(at))
      q = f32x4.add(q, v128.load(at, 16))
    }
    v128.store(out, p)
    v128.store(out, q, 16)
  }
}
