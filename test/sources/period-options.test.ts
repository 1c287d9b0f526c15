import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { oneOfPeriods, periodOptions } from '../../src/sources/period-options.ts'

const options = z.strictObject(periodOptions).check(oneOfPeriods)
const messages = (value: unknown) => options.safeParse(value).error?.issues.map(({ message }) => message)

it('accepts one way to put rows together, by a period of the whole calendar', () => {
  expect(messages({ sum: '1d' })).toBeUndefined()
  expect(messages({ mean: '5min' })).toBeUndefined()
  expect(messages({ sum: '1d', mean: '1d' })).toEqual(['no mean beside sum: rows are put together in one way'])
  expect(messages({ sum: '1bd' })).toEqual(['a period such as 1d, 1h, 1w or 1mo, of all days and hours'])
})
