import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { resampleFields } from '../../src/resample/resample-fields.ts'

const fields = z.strictObject(resampleFields)

it('has a window, and a fixed time for rates', () => {
  expect(fields.parse({ to: '5min' })).toEqual({ to: '5min', per: '1s' })
  expect(fields.safeParse({ to: '2bd' }).success).toBe(false)
  expect(fields.safeParse({ to: '1d', per: '1mo' }).success).toBe(false)
})
