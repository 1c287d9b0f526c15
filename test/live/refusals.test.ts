import { expect, it } from 'vitest'
import { refusals } from '../../src/live/refusals.ts'

it('holds what a wrong address or password gives, and nothing that passes', () => {
  expect([401, 403, 404].every((status) => refusals.includes(status))).toBe(true)
  expect([200, 408, 425, 429, 500, 502, 503, 504].some((status) => refusals.includes(status))).toBe(false)
})
