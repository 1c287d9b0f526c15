import { expect, it } from 'vitest'
import { labelOf } from '../../src/series/outcome-channels.ts'

it('labelOf tells what has happened by its difference from a probability', () => {
  expect([0.3, -0.7, 0.001, -0.001, Number.NaN].map(labelOf)).toEqual([1, 0, 1, 0, Number.NaN])
})
