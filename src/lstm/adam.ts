/** Decay of the averages over past gradients, as in the paper. */
export const firstDecay = 0.9
export const secondDecay = 0.999
export const epsilon = 1e-8

/** Factors that change with every update. */
export interface Update {
  /** Step size. */
  readonly rate: number
  /** 1 − 0.9^n and 1 − 0.999^n at the n-th update: corrections for moments that start at zero. */
  readonly firstCorrection: number
  readonly secondCorrection: number
}

/** One update of Adam (Kingma and Ba 2015, algorithm 1), in place, of the gradient times `factor`. */
export function adam(
  parameters: Float64Array,
  gradient: Float64Array,
  factor: number,
  first: Float64Array,
  second: Float64Array,
  { rate, firstCorrection, secondCorrection }: Update,
): void {
  for (let i = 0; i < parameters.length; i++) {
    const g = gradient[i]! * factor
    const m = firstDecay * first[i]! + (1 - firstDecay) * g
    const v = secondDecay * second[i]! + (1 - secondDecay) * g * g
    first[i] = m
    second[i] = v
    parameters[i] = parameters[i]! - (rate * (m / firstCorrection)) / (Math.sqrt(v / secondCorrection) + epsilon)
  }
}

/** Euclidean norm of all gradients together. NaN or infinite if one of them is. */
export function globalNorm(gradients: Float64Array): number {
  let sum = 0
  for (let i = 0; i < gradients.length; i++) sum += gradients[i]! * gradients[i]!
  return Math.sqrt(sum)
}

/**
 * The factor that brings gradients to a norm of at most `limit` (Pascanu et al. 2013); 1e-6 as in PyTorch, which made
 * the test vectors.
 */
export const clipFactor = (norm: number, limit: number) => Math.min(1, limit / (norm + 1e-6))
