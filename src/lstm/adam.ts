/** How far averages over past gradients reach, as in the paper. */
export const firstDecay = 0.9
export const secondDecay = 0.999
export const epsilon = 1e-8

/** What changes from one update to the next. */
export interface Update {
  /** Step size. */
  readonly rate: number
  /** 1 − 0.9^n and 1 − 0.999^n at the n-th update: the moments start at zero, these make up for it. */
  readonly firstCorrection: number
  readonly secondCorrection: number
}

/** One step of Adam (Kingma and Ba 2015, algorithm 1), in place, of the gradient times `factor`. */
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
