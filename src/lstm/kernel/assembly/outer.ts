import { rowsAtOnce } from './times'

// The gradient of a matrix of weights: out[i][j] = sum over rows r of a[r][i] · b[r][j], out in panels. One pass over all rows of the batch for each tile
// of 5 × 8: the weights are not touched once for each row.

@inline
function plus(sum: v128, x: v128, w: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, w))
}

@inline
function tile(wide: i32, rows: i32, a: usize, aRow: usize, b: usize, bRow: usize, out: usize): void {
  const zero = f32x4.splat(0)
  let p0 = zero, q0 = zero, p1 = zero, q1 = zero, p2 = zero, q2 = zero, p3 = zero, q3 = zero, p4 = zero, q4 = zero
  if (rows & 1) {
    const v = v128.load(b)
    const w = v128.load(b, 16)
    let x = v128.load_splat<f32>(a)
    p0 = plus(p0, x, v)
    q0 = plus(q0, x, w)
    if (wide > 1) {
      x = v128.load_splat<f32>(a, 4)
      p1 = plus(p1, x, v)
      q1 = plus(q1, x, w)
    }
    if (wide > 2) {
      x = v128.load_splat<f32>(a, 8)
      p2 = plus(p2, x, v)
      q2 = plus(q2, x, w)
    }
    if (wide > 3) {
      x = v128.load_splat<f32>(a, 12)
      p3 = plus(p3, x, v)
      q3 = plus(q3, x, w)
    }
    if (wide > 4) {
      x = v128.load_splat<f32>(a, 16)
      p4 = plus(p4, x, v)
      q4 = plus(q4, x, w)
    }
    a += aRow
    b += bRow
  }
  for (rows >>= 1; rows > 0; rows--, a += 2 * aRow, b += 2 * bRow) {
    const v = v128.load(b)
    const w = v128.load(b, 16)
    let x = v128.load_splat<f32>(a)
    p0 = plus(p0, x, v)
    q0 = plus(q0, x, w)
    if (wide > 1) {
      x = v128.load_splat<f32>(a, 4)
      p1 = plus(p1, x, v)
      q1 = plus(q1, x, w)
    }
    if (wide > 2) {
      x = v128.load_splat<f32>(a, 8)
      p2 = plus(p2, x, v)
      q2 = plus(q2, x, w)
    }
    if (wide > 3) {
      x = v128.load_splat<f32>(a, 12)
      p3 = plus(p3, x, v)
      q3 = plus(q3, x, w)
    }
    if (wide > 4) {
      x = v128.load_splat<f32>(a, 16)
      p4 = plus(p4, x, v)
      q4 = plus(q4, x, w)
    }
    {
      const v = v128.load(b + bRow)
      const w = v128.load(b + bRow, 16)
      let x = v128.load_splat<f32>(a + aRow)
      p0 = plus(p0, x, v)
      q0 = plus(q0, x, w)
      if (wide > 1) {
        x = v128.load_splat<f32>(a + aRow, 4)
        p1 = plus(p1, x, v)
        q1 = plus(q1, x, w)
      }
      if (wide > 2) {
        x = v128.load_splat<f32>(a + aRow, 8)
        p2 = plus(p2, x, v)
        q2 = plus(q2, x, w)
      }
      if (wide > 3) {
        x = v128.load_splat<f32>(a + aRow, 12)
        p3 = plus(p3, x, v)
        q3 = plus(q3, x, w)
      }
      if (wide > 4) {
        x = v128.load_splat<f32>(a + aRow, 16)
        p4 = plus(p4, x, v)
        q4 = plus(q4, x, w)
      }
    }
  }
  v128.store(out, p0)
  v128.store(out, q0, 16)
  if (wide > 1) {
    v128.store(out, p1, 32)
    v128.store(out, q1, 48)
  }
  if (wide > 2) {
    v128.store(out, p2, 64)
    v128.store(out, q2, 80)
  }
  if (wide > 3) {
    v128.store(out, p3, 96)
    v128.store(out, q3, 112)
  }
  if (wide > 4) {
    v128.store(out, p4, 128)
    v128.store(out, q4, 144)
  }
}

function tile3(rows: i32, a: usize, aRow: usize, b: usize, bRow: usize, out: usize): void {
  tile(3, rows, a, aRow, b, bRow, out)
}
function tile4(rows: i32, a: usize, aRow: usize, b: usize, bRow: usize, out: usize): void {
  tile(4, rows, a, aRow, b, bRow, out)
}
function tile5(rows: i32, a: usize, aRow: usize, b: usize, bRow: usize, out: usize): void {
  tile(5, rows, a, aRow, b, bRow, out)
}

/** `width` columns of a, a multiple of 4. */
export function outer(rows: i32, width: i32, panels: i32, a: usize, aRow: usize, b: usize, bRow: usize, out: usize): void {
  for (; panels > 0; panels--, b += 32) {
    let aAt = a
    for (let left = width; left > 0; ) {
      // The widths are multiples of 4: what is left is never 1 or 2.
      const some = rowsAtOnce(left)
      if (some === 5) tile5(rows, aAt, aRow, b, bRow, out)
      else if (some === 4) tile4(rows, aAt, aRow, b, bRow, out)
      else tile3(rows, aAt, aRow, b, bRow, out)
      left -= some
      aAt += <usize>some << 2
      out += <usize>some << 5
    }
  }
}

/** The gradient of the biases: the sum of all rows of b. */
export function sumRows(rows: i32, panels: i32, b: usize, bRow: usize, out: usize): void {
  for (; panels > 0; panels--, b += 32, out += 32) {
    let p = f32x4.splat(0)
    let q = p
    let at = b
    for (let left = rows; left > 0; left--, at += bRow) {
      p = f32x4.add(p, v128.load(at))
      q = f32x4.add(q, v128.load(at, 16))
    }
    v128.store(out, p)
    v128.store(out, q, 16)
  }
}
