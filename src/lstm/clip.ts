/** Euclidean norm over all gradients together. NaN or infinity where any of them is. */
export function globalNorm(gradients: Float64Array): number {
  let sum = 0
  for (let i = 0; i < gradients.length; i++) sum += gradients[i]! * gradients[i]!
  return Math.sqrt(sum)
}

/** What the gradients are multiplied with so that their norm is at most `limit` (Pascanu et al. 2013); 1e-6 as in PyTorch, whose vectors judge this. */
export const clipFactor = (norm: number, limit: number) => Math.min(1, limit / (norm + 1e-6))
