// out = add + a · b, with b a matrix in panels. Rows of a, `add` and out can be any distance apart; a distance of 0 in
// `add` uses one row for all. The number of terms is a multiple of 4.

@inline
function plus(sum: v128, x: v128, w: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, w))
}

// V8 loads everything that straight-line code will need before it computes, and has 15 registers: with 4 rows by 8
// columns no sum is spilled to the stack, where each iteration would wait 14 cycles for it. The exit after each term,
// which is never taken before the last, keeps the loads of the terms apart.

/** `rows` rows (1 to 4, a compile-time constant) by all panels. */
@inline
function tile(
  rows: i32, panels: i32, terms: i32, a: usize, aRow: usize, b: usize, add: usize, addRow: usize, out: usize, outRow: usize,
): void {
  const zero = f32x4.splat(0)
  const panel = <usize>terms << 5
  for (; panels > 0; panels--, b += panel, add += 32, out += 32) {
    let p0 = v128.load(add), q0 = v128.load(add, 16)
    let p1 = zero, q1 = zero, p2 = zero, q2 = zero, p3 = zero, q3 = zero
    let a0 = a, a1: usize = 0, a2: usize = 0, a3: usize = 0
    if (rows > 1) {
      p1 = v128.load(add + addRow)
      q1 = v128.load(add + addRow, 16)
      a1 = a + aRow
    }
    if (rows > 2) {
      p2 = v128.load(add + 2 * addRow)
      q2 = v128.load(add + 2 * addRow, 16)
      a2 = a + 2 * aRow
    }
    if (rows > 3) {
      p3 = v128.load(add + 3 * addRow)
      q3 = v128.load(add + 3 * addRow, 16)
      a3 = a + 3 * aRow
    }
    const last = b + panel - 128
    for (let at = b; ; at += 128) {
      let v = v128.load(at)
      let w = v128.load(at, 16)
      let x = v128.load_splat<f32>(a0)
      p0 = plus(p0, x, v)
      q0 = plus(q0, x, w)
      if (rows > 1) {
        x = v128.load_splat<f32>(a1)
        p1 = plus(p1, x, v)
        q1 = plus(q1, x, w)
      }
      if (rows > 2) {
        x = v128.load_splat<f32>(a2)
        p2 = plus(p2, x, v)
        q2 = plus(q2, x, w)
      }
      if (rows > 3) {
        x = v128.load_splat<f32>(a3)
        p3 = plus(p3, x, v)
        q3 = plus(q3, x, w)
      }
      if (at === last + 96) break
      v = v128.load(at, 32)
      w = v128.load(at, 48)
      x = v128.load_splat<f32>(a0, 4)
      p0 = plus(p0, x, v)
      q0 = plus(q0, x, w)
      if (rows > 1) {
        x = v128.load_splat<f32>(a1, 4)
        p1 = plus(p1, x, v)
        q1 = plus(q1, x, w)
      }
      if (rows > 2) {
        x = v128.load_splat<f32>(a2, 4)
        p2 = plus(p2, x, v)
        q2 = plus(q2, x, w)
      }
      if (rows > 3) {
        x = v128.load_splat<f32>(a3, 4)
        p3 = plus(p3, x, v)
        q3 = plus(q3, x, w)
      }
      if (at === last + 64) break
      v = v128.load(at, 64)
      w = v128.load(at, 80)
      x = v128.load_splat<f32>(a0, 8)
      p0 = plus(p0, x, v)
      q0 = plus(q0, x, w)
      if (rows > 1) {
        x = v128.load_splat<f32>(a1, 8)
        p1 = plus(p1, x, v)
        q1 = plus(q1, x, w)
      }
      if (rows > 2) {
        x = v128.load_splat<f32>(a2, 8)
        p2 = plus(p2, x, v)
        q2 = plus(q2, x, w)
      }
      if (rows > 3) {
        x = v128.load_splat<f32>(a3, 8)
        p3 = plus(p3, x, v)
        q3 = plus(q3, x, w)
      }
      if (at === last + 32) break
      v = v128.load(at, 96)
      w = v128.load(at, 112)
      x = v128.load_splat<f32>(a0, 12)
      p0 = plus(p0, x, v)
      q0 = plus(q0, x, w)
      if (rows > 1) {
        x = v128.load_splat<f32>(a1, 12)
        p1 = plus(p1, x, v)
        q1 = plus(q1, x, w)
      }
      if (rows > 2) {
        x = v128.load_splat<f32>(a2, 12)
        p2 = plus(p2, x, v)
        q2 = plus(q2, x, w)
      }
      if (rows > 3) {
        x = v128.load_splat<f32>(a3, 12)
        p3 = plus(p3, x, v)
        q3 = plus(q3, x, w)
      }
      if (at >= last) break
      a0 += 16
      if (rows > 1) a1 += 16
      if (rows > 2) a2 += 16
      if (rows > 3) a3 += 16
    }
    v128.store(out, p0)
    v128.store(out, q0, 16)
    if (rows > 1) {
      v128.store(out + outRow, p1)
      v128.store(out + outRow, q1, 16)
    }
    if (rows > 2) {
      v128.store(out + 2 * outRow, p2)
      v128.store(out + 2 * outRow, q2, 16)
    }
    if (rows > 3) {
      v128.store(out + 3 * outRow, p3)
      v128.store(out + 3 * outRow, q3, 16)
    }
  }
}

/** One row by four panels: 8 independent sums hide the latency of an addition, 2 would wait for it. */
function wide(a: usize, b0: usize, panel: usize, add: usize, out: usize): void {
  let p0 = v128.load(add), q0 = v128.load(add, 16)
  let p1 = v128.load(add, 32), q1 = v128.load(add, 48)
  let p2 = v128.load(add, 64), q2 = v128.load(add, 80)
  let p3 = v128.load(add, 96), q3 = v128.load(add, 112)
  let b1 = b0 + panel, b2 = b1 + panel, b3 = b2 + panel
  for (const end = b1; b0 < end; b0 += 64, b1 += 64, b2 += 64, b3 += 64, a += 8) {
    let x = v128.load_splat<f32>(a)
    p0 = plus(p0, x, v128.load(b0))
    q0 = plus(q0, x, v128.load(b0, 16))
    p1 = plus(p1, x, v128.load(b1))
    q1 = plus(q1, x, v128.load(b1, 16))
    p2 = plus(p2, x, v128.load(b2))
    q2 = plus(q2, x, v128.load(b2, 16))
    p3 = plus(p3, x, v128.load(b3))
    q3 = plus(q3, x, v128.load(b3, 16))
    x = v128.load_splat<f32>(a, 4)
    p0 = plus(p0, x, v128.load(b0, 32))
    q0 = plus(q0, x, v128.load(b0, 48))
    p1 = plus(p1, x, v128.load(b1, 32))
    q1 = plus(q1, x, v128.load(b1, 48))
    p2 = plus(p2, x, v128.load(b2, 32))
    q2 = plus(q2, x, v128.load(b2, 48))
    p3 = plus(p3, x, v128.load(b3, 32))
    q3 = plus(q3, x, v128.load(b3, 48))
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

/** One row by all panels. */
function tile1(panels: i32, terms: i32, a: usize, b: usize, add: usize, out: usize): void {
  const panel = <usize>terms << 5
  for (; panels >= 4; panels -= 4, b += 4 * panel, add += 128, out += 128) wide(a, b, panel, add, out)
  tile(1, panels, terms, a, 0, b, add, 0, out, 0)
}
function tile2(
  panels: i32, terms: i32, a: usize, aRow: usize, b: usize, add: usize, addRow: usize, out: usize, outRow: usize,
): void {
  tile(2, panels, terms, a, aRow, b, add, addRow, out, outRow)
}
function tile3(
  panels: i32, terms: i32, a: usize, aRow: usize, b: usize, add: usize, addRow: usize, out: usize, outRow: usize,
): void {
  tile(3, panels, terms, a, aRow, b, add, addRow, out, outRow)
}
function tile4(
  panels: i32, terms: i32, a: usize, aRow: usize, b: usize, add: usize, addRow: usize, out: usize, outRow: usize,
): void {
  tile(4, panels, terms, a, aRow, b, add, addRow, out, outRow)
}

export function multiply(
  rows: i32, panels: i32, terms: i32, a: usize, aRow: usize, b: usize, add: usize, addRow: usize, out: usize, outRow: usize,
): void {
  for (; rows >= 4; rows -= 4, a += 4 * aRow, add += 4 * addRow, out += 4 * outRow)
    tile4(panels, terms, a, aRow, b, add, addRow, out, outRow)
  if (rows === 3) tile3(panels, terms, a, aRow, b, add, addRow, out, outRow)
  else if (rows === 2) tile2(panels, terms, a, aRow, b, add, addRow, out, outRow)
  else if (rows === 1) tile1(panels, terms, a, b, add, out)
}
