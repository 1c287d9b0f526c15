/**
 * Outliers say nothing about a season. Before the slow movement is removed, values are drawn in that are outside the
 * middle 90 % by twice its width, then the 2 % at either end of what is left.
 */
const rough = { tail: 0.05, margin: 2 }
const fine = { tail: 0.02, margin: 0 }

/**
 * What is left of a series beside its slow movement: each value minus the mean of the season around it (at the ends, the
 * nearest such mean moved on by its slope), with the outliers drawn in.
 *
 * @param values NaN is missing
 * @param season in steps
 * @param stride a shorter season that divides this one: each of its phases has a slow movement of its own
 * @returns shape of `values`; NaN if missing, or if half of the season around it is
 */
export function withoutTrend(values: Float64Array, season: number, stride = 1): Float64Array {
  const whole = drawnIn(values, rough)
  const rest = new Float64Array(values.length)
  for (let phase = 0; phase < stride; phase++) {
    const own = new Float64Array(Math.ceil((whole.length - phase) / stride))
    for (let i = 0; i < own.length; i++) own[i] = whole[i * stride + phase]!
    const trend = meansAround(own, season / stride)
    extend(trend, season / stride)
    for (let i = 0; i < own.length; i++) rest[i * stride + phase] = own[i]! - trend[i]!
  }
  return drawnIn(rest, fine)
}

/** Centred means over a season; of an even number of values with half a weight for either end. NaN at the ends. */
function meansAround(values: Float64Array, season: number): Float64Array {
  const sums = new Float64Array(values.length + 1)
  const counts = new Uint32Array(values.length + 1)
  const origin = values.find((value) => !Number.isNaN(value)) ?? 0
  for (let t = 0; t < values.length; t++) {
    const known = !Number.isNaN(values[t]!)
    sums[t + 1] = sums[t]! + (known ? values[t]! - origin : 0)
    counts[t + 1] = counts[t]! + (known ? 1 : 0)
  }
  const mean = (from: number, to: number) => {
    const count = counts[to]! - counts[from]!
    return 2 * count > season ? origin + (sums[to]! - sums[from]!) / count : Number.NaN
  }
  const before = Math.floor(season / 2)
  const means = new Float64Array(values.length).fill(Number.NaN)
  for (let t = before; t + season - before <= values.length; t++) {
    const from = t - before
    const first = mean(from, from + season)
    const odd = season % 2 === 1
    if (odd || from + season < values.length) means[t] = odd ? first : (first + mean(from + 1, from + season + 1)) / 2
  }
  return means
}

/** Continues the means to both ends, with their mean slope over the nearest season. */
function extend(means: Float64Array, season: number): void {
  const first = means.findIndex((mean) => !Number.isNaN(mean))
  const last = means.findLastIndex((mean) => !Number.isNaN(mean))
  const slope = (from: number, to: number) => {
    const change = to > from ? (means[to]! - means[from]!) / (to - from) : 0
    return Number.isNaN(change) ? 0 : change
  }
  if (first < 0) return
  const early = slope(first, Math.min(last, first + season))
  const late = slope(Math.max(first, last - season), last)
  for (let t = 0; t < first; t++) means[t] = means[first]! + early * (t - first)
  for (let t = last + 1; t < means.length; t++) means[t] = means[last]! + late * (t - last)
}

/** Moves the values beyond the quantiles, and a margin in widths between them, to there. */
function drawnIn(values: Float64Array, { tail, margin }: typeof rough): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const low = sorted[Math.floor(tail * (sorted.length - 1))]!
  const high = sorted[Math.ceil((1 - tail) * (sorted.length - 1))]!
  const width = high - low
  // Nearly all are the same: what differs is the signal.
  if (!(width > 0)) return values
  const least = low - margin * width
  const most = high + margin * width
  return values.map((value) => (value < least ? least : value > most ? most : value))
}

/** The values minus the mean of their phase, so that longer seasons can be seen. */
export function withoutSeason(values: Float64Array, season: number): Float64Array {
  const sums = new Float64Array(season)
  const counts = new Float64Array(season)
  for (let t = 0; t < values.length; t++) {
    if (Number.isNaN(values[t]!)) continue
    sums[t % season]! += values[t]!
    counts[t % season]!++
  }
  return values.map((value, t) => value - sums[t % season]! / counts[t % season]!)
}

/** The changes from step to step; NaN for the first. */
export const changes = (values: Float64Array): Float64Array =>
  values.map((value, t) => (t === 0 ? Number.NaN : value - values[t - 1]!))

/** Mean product of two values `lag` steps apart, over the pairs that are known; NaN if there are none. */
export function covariance(values: Float64Array, lag: number): number {
  let sum = 0
  let count = 0
  for (let t = lag; t < values.length; t++) {
    const product = values[t]! * values[t - lag]!
    if (Number.isNaN(product)) continue
    sum += product
    count++
  }
  return sum / count
}
