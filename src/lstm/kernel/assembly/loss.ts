// The mean loss over the known targets; its derivatives replace the outputs. A target is NaN if it is not known.

/** How many targets are known, among `bytes` of them. */
export function countKnown(targets: usize, bytes: usize): i32 {
  let counts = i32x4.splat(0)
  for (const end = targets + bytes; targets < end; targets += 16) {
    const target = v128.load(targets)
    // True is −1.
    counts = i32x4.sub(counts, f32x4.eq(target, target))
  }
  return (
    i32x4.extract_lane(counts, 0) +
    i32x4.extract_lane(counts, 1) +
    i32x4.extract_lane(counts, 2) +
    i32x4.extract_lane(counts, 3)
  )
}

/** @returns the sum of the losses; the derivatives are those of the mean, `share` being 1 / known. */
export function slopesOfLoss(squared: bool, outputs: usize, targets: usize, bytes: usize, share: f32): f64 {
  const one = f32x4.splat(1)
  const minusOne = f32x4.splat(-1)
  const half = f32x4.splat(0.5)
  const shares = f32x4.splat(share)
  let low = f64x2.splat(0)
  let high = low
  for (const end = outputs + bytes; outputs < end; outputs += 16, targets += 16) {
    const target = v128.load(targets)
    const known = f32x4.eq(target, target)
    const d = v128.and(f32x4.sub(v128.load(outputs), target), known)
    // Huber with d clamped to c: c·(d − c/2) is d²/2 near zero and |d| − ½ beyond. Squared: d².
    const clamped = f32x4.pmax(f32x4.pmin(d, one), minusOne)
    const slope = squared ? f32x4.add(d, d) : clamped
    const loss = squared ? f32x4.mul(d, d) : f32x4.mul(clamped, f32x4.sub(d, f32x4.mul(half, clamped)))
    v128.store(outputs, f32x4.mul(slope, shares))
    low = f64x2.add(low, f64x2.promote_low_f32x4(loss))
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<i64>(loss, loss, 1, 1)))
  }
  const sum = f64x2.add(low, high)
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}
