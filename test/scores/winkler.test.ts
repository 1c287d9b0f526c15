import { expect, it } from 'vitest'
import { winkler } from '../../src/scores/winkler.ts'

it('winkler is the width inside, plus 2/α times the distance outside', () => {
  expect(winkler(1, 4, 2, 0.8)).toBe(3)
  expect(winkler(1, 4, 0.5, 0.75)).toBe(3 + 8 * 0.5)
  expect(winkler(1, 4, 6, 0.5)).toBe(3 + 4 * 2)
})
