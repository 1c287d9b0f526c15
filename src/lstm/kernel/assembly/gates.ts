// The cells, four units at a time, in place: pre-activations become gates, and in the backward pass gates become
// derivatives.

/**
 * A carried number below this becomes zero: WebAssembly has no flush-to-zero, and on a stream of zeros every step would
 * compute with denormals.
 */
const faint: f32 = 1e-18

/**
 * tanh as a ratio of polynomials of degree 13 and 6, clamped at the point where float32 reaches 1; coefficients from
 * Eigen's ptanh_float. Error below 3e-7, the same bits on every machine, NaN passes. Constants are in memory: engines
 * rebuild a constant vector in the code at each use.
 */
const numbers = memory.data<f32>([
  7.905311107635498, -7.905311107635498, -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8, 1.48572235717979e-5,
  6.37261928875436e-4, 4.89352455891786e-3, 1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3, 4.89352518554385e-3, 0.5, faint, 1,
])

@inline
function number(i: i32): v128 {
  return v128.load_splat<f32>(numbers + (<usize>i << 2))
}

@inline
function clamped(z: v128): v128 {
  return f32x4.pmax(f32x4.pmin(z, number(0)), number(1))
}

@inline
function plus(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c)
}

@inline
function tanh(z: v128): v128 {
  const x = clamped(z)
  const s = f32x4.mul(x, x)
  let p = plus(s, number(2), number(3))
  p = plus(s, p, number(4))
  p = plus(s, p, number(5))
  p = plus(s, p, number(6))
  p = plus(s, p, number(7))
  p = plus(s, p, number(8))
  let q = plus(s, number(9), number(10))
  q = plus(s, q, number(11))
  q = plus(s, q, number(12))
  return f32x4.div(f32x4.mul(x, p), q)
}

@inline
function sigmoid(z: v128): v128 {
  const half = number(13)
  return plus(half, tanh(f32x4.mul(half, z)), half)
}

@inline
function flushed(x: v128): v128 {
  // "Not less" instead of "greater": NaN must pass.
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), number(14)))
}

/**
 * C = f∗C′ + i∗C̃, h = o∗tanh C for some rows of `width` units. Rows of gates are `stride` bytes apart, all others
 * `width` floats.
 *
 * Two passes over the rows, and all loads before all stores: tanh is a long chain of operations, and whatever waits for
 * its end keeps the processor from starting the next.
 */
export function openGates(
  rows: i32, width: i32, gates: usize, stride: usize, before: usize, cell: usize, squashed: usize, state: usize,
): void {
  const gate = <usize>width << 2
  const next = stride - gate
  for (let left = rows, at = gates, to = cell; left > 0; left--, at += next) {
    for (const end = at + gate; at < end; at += 16, before += 16, to += 16) {
      const i = sigmoid(v128.load(at))
      const f = sigmoid(v128.load(at + gate))
      const o = sigmoid(v128.load(at + 2 * gate))
      const g = tanh(v128.load(at + 3 * gate))
      v128.store(to, flushed(f32x4.add(f32x4.mul(f, v128.load(before)), f32x4.mul(i, g))))
      v128.store(at, i)
      v128.store(at + gate, f)
      v128.store(at + 2 * gate, o)
      v128.store(at + 3 * gate, g)
    }
  }
  for (let left = rows, at = gates + 2 * gate; left > 0; left--, at += next) {
    for (const end = at + gate; at < end; at += 32, cell += 32, squashed += 32, state += 32) {
      const s = tanh(v128.load(cell))
      const t = tanh(v128.load(cell, 16))
      v128.store(squashed, s)
      v128.store(squashed, t, 16)
      v128.store(state, f32x4.mul(v128.load(at), s))
      v128.store(state, f32x4.mul(v128.load(at, 16), t), 16)
    }
  }
}

/**
 * The backward pass: `slopes` are the derivatives by h; those by C come from the following step and are replaced by
 * those for the previous one.
 */
export function closeGates(
  rows: i32, width: i32, gates: usize, stride: usize, before: usize, squashed: usize, slopes: usize, cellSlopes: usize,
): void {
  const gate = <usize>width << 2
  const one = f32x4.splat(1)
  for (; rows > 0; rows--, gates += stride) {
    let at = gates
    for (const end = at + gate; at < end; at += 16, before += 16, squashed += 16, slopes += 16, cellSlopes += 16) {
      const i = v128.load(at)
      const f = v128.load(at + gate)
      const o = v128.load(at + 2 * gate)
      const g = v128.load(at + 3 * gate)
      const t = v128.load(squashed)
      const dh = v128.load(slopes)
      const dho = f32x4.mul(dh, o)
      const dc = f32x4.add(v128.load(cellSlopes), f32x4.mul(dho, f32x4.sub(one, f32x4.mul(t, t))))
      const dci = f32x4.mul(dc, i)
      v128.store(at, f32x4.mul(f32x4.mul(dci, g), f32x4.sub(one, i)))
      const dcf = f32x4.mul(dc, f)
      v128.store(at + gate, f32x4.mul(f32x4.mul(dcf, v128.load(before)), f32x4.sub(one, f)))
      v128.store(at + 2 * gate, f32x4.mul(f32x4.mul(dho, t), f32x4.sub(one, o)))
      v128.store(at + 3 * gate, f32x4.mul(dci, f32x4.sub(one, f32x4.mul(g, g))))
      v128.store(cellSlopes, flushed(dcf))
    }
  }
}
