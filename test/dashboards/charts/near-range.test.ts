import { expect, it } from 'vitest'
import { nearRange } from '../../../dashboards/charts/near-range.ts'

it.each([
  { values: [], range: [10, 20] },
  { values: [15], range: [10, 20] },
  { values: [24, 6], range: [6, 24] },
  { values: [25, 5], range: [5, 25] },
  { values: [25.1, 4.9, 1000], range: [10, 20] },
])('extends 10 … 20 to what is near of $values', ({ values, range }) => {
  expect(nearRange(10, 20, values)).toEqual(range)
})

it('leaves a range without height as it is', () => {
  expect(nearRange(10, 10, [10, 11])).toEqual([10, 10])
})
