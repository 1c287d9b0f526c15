/**
 * Orders series so that similar ones are neighbours: starts with the one least similar to all others, and continues
 * with the one that correlates most with the last.
 *
 * @param series arrays of equal length; a constant one correlates with none
 * @returns indices of `series`
 */
export function bySimilarity(series: readonly (readonly number[])[]): number[] {
  const unit = series.map(standardised)
  const correlation = (i: number, j: number) => {
    const [a, b] = [unit[i]!, unit[j]!]
    let sum = 0
    for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!
    return sum
  }
  const all = [...series.keys()]
  const rest = new Set(all)
  if (all.length === 0) return []
  const likeness = all.map((i) => all.reduce((sum, j) => sum + correlation(i, j), 0))
  let last = all.reduce((least, i) => (likeness[i]! < likeness[least]! ? i : least), 0)
  const order: number[] = []
  while (rest.size > 0) {
    order.push(last)
    rest.delete(last)
    let best = Number.NEGATIVE_INFINITY
    const from = last
    for (const i of rest) {
      const like = correlation(from, i)
      if (like <= best) continue
      best = like
      last = i
    }
  }
  return order
}

/** Scaled to mean 0 and length 1. */
function standardised(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const length = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0))
  return values.map((value) => (length > 0 ? (value - mean) / length : 0))
}
