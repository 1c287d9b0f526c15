import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { deliveryOptionsOf, deliveryShape } from '../../src/delivery/delivery-options.ts'

const schema = z.strictObject(deliveryShape)

it('the options of a delivery have defaults, and are read in milliseconds', () => {
  expect(deliveryOptionsOf(schema.parse({}), 500)).toMatchObject({
    down: 'wait',
    retry: { from: 500, to: 60_000 },
    timeoutMs: 30_000,
    batchRows: 500,
  })
  const options = schema.parse({ down: 'drop', retry: { to: '5s' }, timeout: '1s' })
  expect(deliveryOptionsOf(options, 1)).toMatchObject({ retry: { from: 500, to: 5000 }, timeoutMs: 1000 })
  expect(schema.safeParse({ down: 'never' }).success).toBe(false)
})
