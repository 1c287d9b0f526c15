import { expect, it } from 'vitest'
import { centreTerms } from '../../src/experts/seasonal-terms.ts'

it('turns the values of one channel into distances from their mean, and leaves the others', () => {
  const terms = Float64Array.of(1, 50, 2, 60, 6, 70)
  expect(centreTerms(terms, 0, 2)).toBe(3)
  expect([...terms]).toEqual([-2, 50, -1, 60, 3, 70])
})
