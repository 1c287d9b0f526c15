import { Random } from '../../src/lstm/random.ts'

/** Numbers that are nearly normal, with mean 0 and deviation 1: sums of twelve uniform ones. */
export function normals(seed: number): () => number {
  const random = new Random(seed)
  return () => {
    let sum = -6
    for (let i = 0; i < 12; i++) sum += random.uniform()
    return sum
  }
}
