import { expect, it } from 'vitest'
import { decimalsShown } from '../../src/series/decimals.ts'

it('decimalsShown gives about four digits, and at least three significant ones', () => {
  const shown = (value: number) => value.toFixed(decimalsShown(value))
  expect([0, 12_345, 1455.2, 999.96, 12.345, 0.5, 0.05, 0.00312, -0.000312].map(shown)).toEqual([
    '0.000',
    '12345',
    '1455',
    '1000.0',
    '12.35',
    '0.500',
    '0.0500',
    '0.00312',
    '-0.000312',
  ])
  expect((1.23456).toFixed(decimalsShown(1.23456, 3))).toBe('1.23')
})
