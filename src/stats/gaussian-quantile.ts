import { log } from './elementary.ts'

/**
 * Quantile of the standard normal distribution; error below 4.5e-4 (Abramowitz & Stegun 1964, 26.2.23).
 *
 * @param p probability, in (0, 1)
 */
export function gaussianQuantile(p: number): number {
  if (p > 0.5) return -gaussianQuantile(1 - p)
  const t = Math.sqrt(-2 * log(p))
  const z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  return -z
}
