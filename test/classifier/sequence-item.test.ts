import { expect, it } from 'vitest'
import { sequenceItem } from '../../src/classifier/sequence-item.ts'

it('has the number before in place of a missing one', () => {
  const { numbers } = sequenceItem([[Number.NaN, 1], [2, Number.NaN], Float64Array.of(Number.NaN, 3)], 2)
  expect([...numbers]).toEqual([Number.NaN, 1, 2, 1, 2, 3])
})
