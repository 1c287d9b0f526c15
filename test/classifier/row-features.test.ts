import { expect, it } from 'vitest'
import { RowFeatures } from '../../src/classifier/row-features.ts'

it('summarizes each column and the number of steps, in units of the items so far', () => {
  const features = new RowFeatures(1)
  features.learn({ numbers: Float64Array.of(1, 3) })
  features.learn({ numbers: Float64Array.of(5, 5, 5, 5) })
  // Of 2 and 5, 1 and 0, 1 and 5, 3 and 5, 1 and 5, 3 and 5, 2 and 4: each first one is a deviation from the mean.
  expect(features.of({ numbers: Float64Array.of(1, 3) }).values).toEqual([-1, 1, -1, -1, -1, -1, -1])
  const empty = features.of({ numbers: new Float64Array(0) }).values!
  expect(empty.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0])
})
