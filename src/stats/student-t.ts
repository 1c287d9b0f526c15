import { exp, log } from './elementary.ts'

/**
 * Two-sided p-value of Student's t: I_x(ν/2, ½) at x = ν / (ν + t²) (Abramowitz & Stegun 1964, 26.7.1). Error below
 * 1e-10.
 *
 * @param freedom ν, degrees of freedom
 */
export function studentTwoSided(t: number, freedom: number): number {
  const x = freedom / (freedom + t * t)
  return incompleteBeta(x, freedom / 2, 0.5)
}

/**
 * The regularised incomplete beta function, by the continued fraction that converges faster (ibid. 26.5.8; Lentz 1976).
 */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1
  const front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(1 - x))
  if (x < (a + 1) / (a + b + 2)) return (front * fraction(x, a, b)) / a
  return 1 - (front * fraction(1 - x, b, a)) / b
}

function fraction(x: number, a: number, b: number): number {
  const away = (y: number) => (Math.abs(y) < 1e-300 ? 1e-300 : y)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    const change = d * c
    value *= change
    if (Math.abs(change - 1) < 1e-15) break
  }
  return value
}

/** ln Γ(x) for x > 0: Stirling's series, after increasing x until six terms are enough (ibid. 6.1.41). */
function logGamma(x: number): number {
  let shift = 0
  let y = x
  while (y < 12) {
    shift += log(y)
    y += 1
  }
  const r = 1 / (y * y)
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / y
  return (y - 0.5) * log(y) - y + 0.9189385332046728 + series - shift
}
