import { describe, expect, it } from 'vitest'
import { geometricMean, kept } from './promise.ts'
import { shapes } from './shapes.ts'

// The short form, with few seeds and small networks; `npm run bench:promise` is the long one.
const seeds = [1, 2]
const walks = [1, 2, 3, 4]
const hidden = 4

describe('the mixture is never much worse than its best expert', () => {
  it.each(shapes.filter(({ walk }) => !walk))('$name', (shape) => {
    const results = seeds.map((seed) => kept(shape, seed, hidden))
    expect(geometricMean(results.map(({ mae }) => mae))).toBeLessThanOrEqual(1.08)
    for (const { mae, rmse, rmseOfPersistence } of results) {
      expect(mae).toBeLessThanOrEqual(1.1)
      expect(rmse).toBeLessThanOrEqual(1.1)
      expect(rmseOfPersistence).toBeLessThanOrEqual(1.1)
    }
  })

  it.each(shapes.filter(({ walk }) => walk))('$name: persistence', (shape) => {
    const ratios = walks.map((seed) => kept(shape, seed, hidden).maeOfPersistence)
    expect(geometricMean(ratios)).toBeLessThanOrEqual(1.015)
  })
})
