// The mean loss over the known targets; its derivatives replace the outputs. A target is NaN if it is not known, and is
// repeated for each of its outputs.

import { exponential, logarithm, logOfOnePlus } from './elementary'
import { levelsAt, outputs as outputCount, outputWidth, perTarget } from './plan'

// The losses in the order of `lossNames`; huber is 0.
const squared: i32 = 1
const pinball: i32 = 2
const logistic: i32 = 3
const softmax: i32 = 4

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

/** Over how many numbers, among `bytes` of repeated targets, the mean loss is taken. */
export function countTerms(loss: i32, targets: usize, bytes: usize): i32 {
  const known = countKnown(targets, bytes)
  return loss === softmax ? known / perTarget : known
}

/** @returns the sum of the losses; the derivatives are those of the mean, `share` being 1 / terms. */
export function slopesOfLoss(loss: i32, outputs: usize, targets: usize, bytes: usize, share: f32): f64 {
  if (loss === logistic) return slopesOfLogits(outputs, targets, bytes, share)
  if (loss === softmax) return slopesOfClasses(outputs, targets, bytes, share)
  if (loss === pinball) return slopesOfQuantiles(outputs, targets, bytes, share)
  const one = f32x4.splat(1)
  const minusOne = f32x4.splat(-1)
  const half = f32x4.splat(0.5)
  const shares = f32x4.splat(share)
  let sum = f64x2.splat(0)
  for (const end = outputs + bytes; outputs < end; outputs += 16, targets += 16) {
    const target = v128.load(targets)
    const known = f32x4.eq(target, target)
    const d = v128.and(f32x4.sub(v128.load(outputs), target), known)
    // Huber with d clamped to c: c·(d − c/2) is d²/2 near zero and |d| − ½ beyond. Squared: d².
    const clamped = f32x4.pmax(f32x4.pmin(d, one), minusOne)
    const slope = loss === squared ? f32x4.add(d, d) : clamped
    const cost = loss === squared ? f32x4.mul(d, d) : f32x4.mul(clamped, f32x4.sub(d, f32x4.mul(half, clamped)))
    v128.store(outputs, f32x4.mul(slope, shares))
    sum = plusAll(sum, cost)
  }
  return total(sum)
}

/** The levels of the quantiles are in a row like those of the outputs. */
function slopesOfQuantiles(outputs: usize, targets: usize, bytes: usize, share: f32): f64 {
  const one = f32x4.splat(1)
  const shares = f32x4.splat(share)
  const levelsEnd = levelsAt + ((<usize>outputWidth) << 2)
  let levels = levelsAt
  let sum = f64x2.splat(0)
  for (const end = outputs + bytes; outputs < end; outputs += 16, targets += 16) {
    const target = v128.load(targets)
    const d = v128.and(f32x4.sub(v128.load(outputs), target), f32x4.eq(target, target))
    const zero = f32x4.splat(0)
    const level = v128.load(levels)
    // By the output: 1 − τ above the target, −τ below, 0 at it.
    const slope = v128.or(
      v128.and(f32x4.sub(one, level), f32x4.gt(d, zero)),
      v128.and(f32x4.neg(level), f32x4.lt(d, zero)),
    )
    v128.store(outputs, f32x4.mul(slope, shares))
    sum = plusAll(sum, f32x4.mul(slope, d))
    levels += 16
    if (levels === levelsEnd) levels = levelsAt
  }
  return total(sum)
}

function slopesOfLogits(outputs: usize, targets: usize, bytes: usize, share: f32): f64 {
  const zero = f32x4.splat(0)
  const one = f32x4.splat(1)
  const shares = f32x4.splat(share)
  let sum = f64x2.splat(0)
  for (const end = outputs + bytes; outputs < end; outputs += 16, targets += 16) {
    const given = v128.load(targets)
    const known = f32x4.eq(given, given)
    const target = v128.and(given, known)
    const z = v128.load(outputs)
    const e = exponential(f32x4.neg(f32x4.abs(z)))
    // The smaller of p and 1 − p.
    const tail = f32x4.div(e, f32x4.add(one, e))
    const slope = v128.bitselect(f32x4.sub(tail, target), f32x4.sub(f32x4.sub(one, target), tail), f32x4.lt(z, zero))
    const cost = f32x4.add(f32x4.sub(f32x4.pmax(z, zero), f32x4.mul(target, z)), logOfOnePlus(e))
    v128.store(outputs, v128.and(f32x4.mul(slope, shares), known))
    sum = plusAll(sum, v128.and(cost, known))
  }
  return total(sum)
}

/** Rows whose targets each have an output for each class. */
function slopesOfClasses(outputs: usize, targets: usize, bytes: usize, share: f32): f64 {
  const group = (<usize>perTarget) << 2
  const used = (<usize>outputCount) << 2
  const row = (<usize>outputWidth) << 2
  const end = outputs + bytes
  let sum: f64 = 0
  // One pass over all rows after another: a vector that is read soon after its parts were written is slow.
  for (let from = outputs, to = targets; from < end; from += row, to += row)
    for (let at: usize = 0; at < used; at += group) sum += lower(from + at, group, load<f32>(to + at))
  for (let from = outputs; from < end; from += 16) v128.store(from, exponential(v128.load(from)))
  for (let from = outputs, to = targets; from < end; from += row, to += row) {
    // A logarithm of products is faster than a sum of logarithms.
    let product: f64 = 1
    for (let at: usize = 0; at < used; at += group) {
      product *= normalize(from + at, group, load<f32>(to + at), share)
      if (product < 1e280 && at + group < used) continue
      sum += logarithm(product)
      product = 1
    }
    for (let at = used; at < row; at += 4) store<f32>(from + at, 0)
  }
  return sum
}

/** Subtracts the largest logit from all. Returns by how much it exceeds that of the target. */
@inline
function lower(logits: usize, bytes: usize, target: f32): f64 {
  const end = logits + bytes
  let largest = load<f32>(logits)
  for (let at = logits + 4; at < end; at += 4) largest = max(largest, load<f32>(at))
  for (let at = logits; at < end; at += 4) store<f32>(at, load<f32>(at) - largest)
  return target === target ? -(<f64>load<f32>(logits + ((<usize>target) << 2))) : 0
}

/** Turns exponentials into derivatives. Returns their sum; 1 if the target is missing. */
@inline
function normalize(exponentials: usize, bytes: usize, target: f32, share: f32): f64 {
  const end = exponentials + bytes
  if (target !== target) {
    for (let at = exponentials; at < end; at += 4) store<f32>(at, 0)
    return 1
  }
  const right = exponentials + ((<usize>target) << 2)
  const own = load<f32>(right)
  // Those of the other classes: 1 − p is precise no matter how near p is to 1.
  store<f32>(right, 0)
  let others: f32 = 0
  for (let at = exponentials; at < end; at += 4) others += load<f32>(at)
  const factor = share / (others + own)
  for (let at = exponentials; at < end; at += 4) store<f32>(at, load<f32>(at) * factor)
  store<f32>(right, -others * factor)
  return <f64>others + <f64>own
}

@inline
function plusAll(sum: v128, costs: v128): v128 {
  const high = v128.shuffle<i64>(costs, costs, 1, 1)
  return f64x2.add(sum, f64x2.add(f64x2.promote_low_f32x4(costs), f64x2.promote_low_f32x4(high)))
}

@inline
function total(sum: v128): f64 {
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}
