import { expect, it } from 'vitest'
import { figure, howOften, percent, spanText } from '../../src/events/words.ts'

it('writes numbers with about four digits', () => {
  expect([35.2, -2.54321, 0, 12345.678, 0.00123].map(figure)).toEqual(['35.2', '−2.543', '0', '12346', '0.00123'])
  expect(figure(Number.POSITIVE_INFINITY)).toBe('∞')
})

it('writes how often something occurs with two digits', () => {
  expect(howOften(1 / 20)).toBe('once in about 20 values')
  expect(howOften(1 / 4321)).toBe('once in about 4,300 values')
  expect(howOften(0)).toBe('once in more than 1,000,000 values')
  expect(percent(0.804)).toBe('80 %')
})

it('writes spans of time by their two largest units', () => {
  const [h, d] = [3_600_000, 86_400_000]
  expect([3 * d + 4 * h, d, 2 * d - 1, 90_000, 250, 30 * d].map(spanText)).toEqual([
    '3 d 4 h',
    '1 d',
    '2 d',
    '1 min 30 s',
    '250 ms',
    '30 d',
  ])
})
