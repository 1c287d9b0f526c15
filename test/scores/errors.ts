/** Errors and intervals that look random and are the same at every run. */
export function errors(count: number): { error: number; actual: number; lower: number; upper: number }[] {
  return Array.from({ length: count }, (_, i) => {
    const error = ((i * 37) % 23) / 4 - 2.5
    const actual = 10 + ((i * 13) % 7)
    return { error, actual, lower: actual - error - 1.5, upper: actual - error + 2 + (i % 3) }
  })
}

export const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length
