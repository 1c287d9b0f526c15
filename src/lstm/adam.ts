/** Kingma & Ba 2015, with the constants of the paper. */
export const beta1 = 0.9
export const beta2 = 0.999
export const epsilon = 1e-8

/** Moments of the gradients, and the number of steps taken. */
export interface Moments {
  readonly first: Float64Array
  readonly second: Float64Array
  /** β1^steps and β2^steps, kept as running products: a power would need a logarithm. */
  decay1: number
  decay2: number
}

/** Moments before the first step. */
export function freshMoments(count: number): Moments {
  return { first: new Float64Array(count), second: new Float64Array(count), decay1: 1, decay2: 1 }
}

/**
 * One step of Adam: θ ← θ − rate · m̂ / (√v̂ + ε), in place.
 * @param scale what each gradient is multiplied with first: the clip factor
 */
export function adam(
  parameters: Float64Array,
  gradients: Float64Array,
  moments: Moments,
  rate: number,
  scale: number,
): void {
  const { first, second } = moments
  moments.decay1 *= beta1
  moments.decay2 *= beta2
  const correction1 = 1 - moments.decay1
  const correction2 = 1 - moments.decay2
  for (let i = 0; i < parameters.length; i++) {
    const g = gradients[i]! * scale
    const m = beta1 * first[i]! + (1 - beta1) * g
    const v = beta2 * second[i]! + (1 - beta2) * g * g
    first[i] = m
    second[i] = v
    parameters[i]! -= (rate * (m / correction1)) / (Math.sqrt(v / correction2) + epsilon)
  }
}
