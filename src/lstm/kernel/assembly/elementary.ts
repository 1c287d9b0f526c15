// Exponentials and logarithms of losses: + − × ÷ and shifts of exponents, so the same bits on every machine.

/**
 * Constants in memory, since engines rebuild a constant vector in the code at each use: where e^x ends, log2 e, ln 2 in
 * two parts, the coefficients of e^r for |r| ≤ ½ ln 2 (Cephes' expf); those of atanh(√u) / √u for u ≤ 1/9 (a Chebyshev
 * fit, error 4e-9).
 */
const numbers = memory.data<f32>([
  -41.446533203125, 1.44269504088896341, 0.693359375, -2.12194440e-4,
  1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1, 1,
  0.1408732831478119, 0.1398070901632309, 0.20012426376342773, 0.3333315849304199,
])

@inline
function number(i: i32): v128 {
  return v128.load_splat<f32>(numbers + (<usize>i << 2))
}

@inline
function plus(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c)
}

/** e^x of x ≤ 0; zero below 1e-18, or what is computed from it would be denormal. NaN passes. */
@inline
export function exponential(z: v128): v128 {
  const x = f32x4.pmax(z, number(0))
  const n = f32x4.nearest(f32x4.mul(x, number(1)))
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, number(2))), f32x4.mul(n, number(3)))
  let p = plus(number(4), r, number(5))
  p = plus(p, r, number(6))
  p = plus(p, r, number(7))
  p = plus(p, r, number(8))
  p = plus(p, r, number(9))
  p = f32x4.add(plus(p, f32x4.mul(r, r), r), number(10))
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23)
  return v128.andnot(f32x4.mul(p, power), f32x4.le(z, number(0)))
}

/** log(1 + e) of 0 ≤ e ≤ 1, which is 2 atanh(e / (2 + e)). */
@inline
export function logOfOnePlus(e: v128): v128 {
  const one = number(10)
  const s = f32x4.div(e, f32x4.add(f32x4.add(e, one), one))
  const u = f32x4.mul(s, s)
  let p = plus(number(11), u, number(12))
  p = plus(p, u, number(13))
  p = plus(p, u, number(14))
  p = plus(p, u, one)
  return f32x4.mul(f32x4.add(s, s), p)
}

/**
 * log x of x ≥ 1: halvings down to 1, and 2 atanh((x − 1) / (x + 1)) of the rest, by five terms of its
 * series: error 3e-9. NaN passes.
 */
export function logarithm(x: f64): f64 {
  let halvings: f64 = 0
  for (; x > 1.4142135623730951; x *= 0.5) halvings++
  const s = (x - 1) / (x + 1)
  const u = s * s
  const p = (((u * 0.1111111111111111 + 0.14285714285714285) * u + 0.2) * u + 0.3333333333333333) * u + 1
  return halvings * 0.6931471805599453 + 2 * s * p
}
