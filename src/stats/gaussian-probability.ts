import { exp } from './elementary.ts'

/** 1 ÷ √(2π) */
const density = 0.3989422804014327

/**
 * The probability that a standard normal variable is below z; error below 7.5e-8 (Abramowitz & Stegun 1964, 26.2.17).
 *
 * @param z any number; NaN gives NaN
 */
export function gaussianProbability(z: number): number {
  if (z < 0) return 1 - gaussianProbability(-z)
  if (z === Number.POSITIVE_INFINITY) return 1
  const t = 1 / (1 + 0.2316419 * z)
  const sum = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return 1 - density * exp((-z * z) / 2) * sum
}
