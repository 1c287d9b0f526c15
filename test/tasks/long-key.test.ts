import { expect, it } from 'vitest'
import { longKey } from '../../src/tasks/long-key.ts'

it('finds keys that are too long for the records of forecasts', () => {
  expect(longKey({ key: ['a'.repeat(65_536)] })).toBeUndefined()
  expect(longKey({ key: ['é'.repeat(40_000)] })).toBe('expected a key of at most 65536 bytes, got 80000; shorten it')
  expect(longKey({})).toBeUndefined()
})
