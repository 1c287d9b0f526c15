import { describe, expect, it } from 'vitest'
import { figure, percent, signedPercent, size, whole } from '../../src/cli/figures.ts'

describe('figures', () => {
  it('show about four digits', () => {
    expect([0, 0.5, 2.0814, 12.345, 123.45, 1455.22].map(figure)).toEqual([
      '0.000',
      '0.500',
      '2.081',
      '12.35',
      '123.5',
      '1455',
    ])
    expect([0.00001234, 12_345_678, -2.5].map(figure)).toEqual(['1.23e-5', '1.23e+7', '-2.500'])
  })

  it('show at least three significant digits', () => {
    expect([0.0312, 0.00312, 0.0001234].map(figure)).toEqual(['0.0312', '0.00312', '0.000123'])
  })

  it('show a dash for NaN', () => {
    expect([
      figure(Number.NaN),
      signedPercent(Number.NaN),
      percent(Number.NaN),
      figure(Number.POSITIVE_INFINITY),
    ]).toEqual(['–', '–', '–', '–'])
  })

  it('give a skill its sign, and zero no sign', () => {
    expect([0.1234, -0.05, 0, 0.0001, -0.0001].map(signedPercent)).toEqual([
      '+12.3 %',
      '−5.0 %',
      '0.0 %',
      '0.0 %',
      '0.0 %',
    ])
    expect(percent(0.798)).toBe('79.8 %')
  })

  it('separate thousands', () => {
    expect([7, 999, 1461, 10_000_000].map(whole)).toEqual(['7', '999', '1,461', '10,000,000'])
  })
})

it('shows sizes in B, kB and MB', () => {
  expect([0, 999, 1000, 123_456, 999_949, 999_950, 8_300_000].map(size)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '123.5 kB',
    '999.9 kB',
    '1.0 MB',
    '8.3 MB',
  ])
})
