import type { Limit } from '../defaults/limits.ts'

/**
 * Adds a difference to values so that their sum changes by it: to each in proportion to its variance. This is what the
 * reconciliation MinT does with uncorrelated errors once the total is known (Wickramasuriya, Athanasopoulos and Hyndman,
 * Optimal forecast reconciliation for hierarchical and grouped time series through trace minimization, 2019). A value
 * that reaches a bound stays there, and the others take the rest; if all do, the rest is left over. Whole numbers stay
 * whole: the largest fractions are rounded up, and of equal ones the first.
 *
 * @param values inside `limit`; changed in place
 * @param variances 0 for a value that must not change, such as one that is NaN
 */
export function spread(values: Float64Array, variances: Float64Array, difference: number, limit: Limit): void {
  if (!Number.isFinite(difference)) return
  const { integer, max, min } = limit
  const before = integer ? values.slice() : values
  let open: number[] = []
  for (let i = 0; i < values.length; i++) if (variances[i]! > 0) open.push(i)
  let rest = difference
  while (open.length > 0 && rest !== 0) {
    const inside: number[] = []
    let sum = 0
    for (const i of open) sum += variances[i]!
    let left = 0
    for (const i of open) {
      const value = values[i]! + (rest * variances[i]!) / sum
      values[i] = Math.max(min, Math.min(max, value))
      if (value === values[i]) inside.push(i)
      else left += value - values[i]!
    }
    if (inside.length === open.length) break
    open = inside
    rest = left
  }
  if (integer) round(values, before)
}

/** Rounds values so that their sum changes from that of whole numbers by a whole number. */
function round(values: Float64Array, before: Float64Array): void {
  const fractions: { readonly i: number; readonly fraction: number }[] = []
  let missing = 0
  for (let i = 0; i < values.length; i++) {
    const change = values[i]! - before[i]!
    const whole = Math.floor(change)
    if (!(change - whole > 0)) continue
    fractions.push({ i, fraction: change - whole })
    missing += change - whole
    values[i] = before[i]! + whole
  }
  fractions.sort((a, b) => b.fraction - a.fraction || a.i - b.i)
  for (const { i } of fractions.slice(0, Math.round(missing))) values[i]!++
}
