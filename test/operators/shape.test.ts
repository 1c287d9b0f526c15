import { expect, it } from 'vitest'
import { parseShape, shapeOf, shapeText } from '../../src/operators/shape.ts'

it('a shape is restored from its text', () => {
  const observation = { time: 0, values: [1, 2], covariates: [3] }
  expect(parseShape(shapeText(shapeOf(observation)))).toEqual({ channels: 2, covariates: 1, cadence: undefined })
  expect(parseShape(shapeText(shapeOf({ ...observation, cadence: '1bd' })))).toEqual({
    channels: 2,
    covariates: 1,
    cadence: '1bd',
  })
})
