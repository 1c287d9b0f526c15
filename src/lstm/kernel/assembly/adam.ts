// Adam over all parameters in one pass. Moments that decay become zero below these sizes, far under the effect of
// epsilon: on a constant stream they would become denormal and each update several times slower.
const numbers = memory.data<f32>([1e-18, 1e-30, 1e-36, 0.9, 0.1, 0.999, 0.001])

@inline
function flushed(x: v128, least: v128): v128 {
  return v128.and(x, f32x4.ge(f32x4.abs(x), least))
}

/** As `flushed`, but NaN passes. */
@inline
function flushedOrNaN(x: v128, least: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), least))
}

/** The sum of squares; not finite if one of them is not. */
export function squares(at: usize, bytes: usize): f64 {
  let p = f64x2.splat(0)
  let q = p
  const faint = v128.load_splat<f32>(numbers)
  for (const end = at + bytes; at < end; at += 32) {
    const g = flushedOrNaN(v128.load(at), faint)
    const h = flushedOrNaN(v128.load(at, 16), faint)
    const sum = f32x4.add(f32x4.mul(g, g), f32x4.mul(h, h))
    p = f64x2.add(p, f64x2.promote_low_f32x4(sum))
    q = f64x2.add(q, f64x2.promote_low_f32x4(v128.shuffle<i64>(sum, sum, 1, 1)))
  }
  const sum = f64x2.add(p, q)
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}

/** Multiplies all numbers by a factor. */
export function scale(at: usize, bytes: usize, factor: f32): void {
  const factors = f32x4.splat(factor)
  for (const end = at + bytes; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), factors))
}

/**
 * `rate` and `epsilon` include the corrections for moments that start at zero: one root and one division a parameter.
 */
export function adam(
  parameters: usize, gradient: usize, first: usize, second: usize, bytes: usize, factor: f32, rate: f32, epsilon: f32,
): void {
  const factors = f32x4.splat(factor)
  const rates = f32x4.splat(rate)
  const epsilons = f32x4.splat(epsilon)
  // From memory: engines rebuild a constant vector in the code at each use.
  const faintGradients = v128.load_splat<f32>(numbers)
  const faintFirsts = v128.load_splat<f32>(numbers, 4)
  const faintSeconds = v128.load_splat<f32>(numbers, 8)
  const keepFirst = v128.load_splat<f32>(numbers, 12)
  const takeFirst = v128.load_splat<f32>(numbers, 16)
  const keepSecond = v128.load_splat<f32>(numbers, 20)
  const takeSecond = v128.load_splat<f32>(numbers, 24)
  for (const end = parameters + bytes; parameters < end; parameters += 16, gradient += 16, first += 16, second += 16) {
    const g = flushed(f32x4.mul(v128.load(gradient), factors), faintGradients)
    const m = flushed(
      f32x4.add(f32x4.mul(v128.load(first), keepFirst), f32x4.mul(g, takeFirst)),
      faintFirsts,
    )
    // Never negative, so no abs.
    const sum = f32x4.add(f32x4.mul(v128.load(second), keepSecond), f32x4.mul(f32x4.mul(g, g), takeSecond))
    const v = v128.and(sum, f32x4.ge(sum, faintSeconds))
    v128.store(first, m)
    v128.store(second, v)
    const step = f32x4.div(f32x4.mul(m, rates), f32x4.add(f32x4.sqrt(v), epsilons))
    v128.store(parameters, f32x4.sub(v128.load(parameters), step))
  }
}
