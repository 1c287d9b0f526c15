import * as z from 'zod/mini'
import { optional } from '../words/option.ts'
import { isPeriod } from './period-rows.ts'

const period = z
  .string()
  .check(z.refine(isPeriod, { error: 'a period such as 1d, 1h, 1w or 1mo, of all days and hours' }))

/** The options that put rows together. */
export const periodOptions = {
  sum: optional(
    period,
    'Adds up the rows of each period, such as 1d, 1h, 1w or 1mo, in any order; without rows the sum is 0. The input is read to its end first.',
  ),
  mean: optional(period, 'Averages the rows of each period, such as 5min, in any order.'),
}

/** Refuses a sum and a mean together. */
export const oneOfPeriods = z.refine<{ sum?: string | undefined; mean?: string | undefined }>(
  ({ sum, mean }) => sum === undefined || mean === undefined,
  { error: 'no mean beside sum: rows are put together in one way', path: ['mean'] },
)
