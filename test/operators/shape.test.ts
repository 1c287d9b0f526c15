import { expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { parseShape, shapeOf, shapeText } from '../../src/operators/shape.ts'

it('a shape is restored from its text', () => {
  const observation = { time: 0, values: [1, 2], covariates: [3], known: [4], elsewhere: [5, 6], offered: [7] }
  const shape = { channels: 2, covariates: 1, known: 1, elsewhere: 2, offered: 1, cadence: undefined }
  expect(parseShape(shapeText(shapeOf(observation)), 56)).toEqual(shape)
  expect(parseShape(shapeText(shapeOf({ ...observation, cadence: '1bd' })), 56)).toEqual({ ...shape, cadence: '1bd' })
})

it.each([
  '',
  '1',
  '1 0',
  '1 0 ',
  '-1 0 0 0 0 ',
  '1.5 0 0 0 0 ',
  '01 0 0 0 0 ',
  'NaN 0 0 0 0 ',
  '1e2 0 0 0 0 ',
  '1 0 0 0 0 1d more',
  '4 0 0 0 0 ',
  '2 0 0 2 0 ',
  '999999999999999999 0 0 0 0 ',
])('the text "%s" states no shape that fits in 24 bytes', (text) => {
  expect(() => parseShape(text, 24)).toThrow(DataError)
})
