import { expect, it } from 'vitest'
import { isTotalKey, totalKey } from '../../src/series/total-key.ts'

it('is the key with `total` in every column', () => {
  expect(totalKey(['north', 'tea'])).toEqual(['total', 'total'])
  expect([totalKey(['a', 'b']), ['total', 'tea'], []].map(isTotalKey)).toEqual([true, false, false])
})
