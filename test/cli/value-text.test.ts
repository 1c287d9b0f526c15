import { describe, expect, it } from 'vitest'
import { asWritten, valueText } from '../../src/cli/value-text.ts'

describe('valueText', () => {
  it('shows as many decimals as the data', () => {
    expect(valueText([12.8, 5, 4.4], 4.9)(6.3871)).toBe('6.4')
    expect(valueText([112, 118, 132], 40)(447.101)).toBe('447')
    expect(valueText([1.0834, 1.0841], 0.01)(1.083349)).toBe('1.0833')
    expect(valueText([Number.NaN, 0.1 + 0.2, 0.7], 1)(0.3)).toBe('0.3')
  })

  it('shows more if the interval is narrower than the data are written, and fewer if the rest is noise', () => {
    expect(valueText([0, 1, 2, 1], 2.6)(0.42)).toBe('0.4')
    expect(valueText([1.23456789, 55.987654321], 31.2)(12.3456789)).toBe('12.35')
  })

  it('groups thousands, and writes what is very large or small with an exponent', () => {
    expect(valueText([1_234_567_890], 3e7)(1_234_567_890.4)).toBe('1,234,567,890')
    expect(valueText([-1204.5], 30)(-1204.55)).toBe('-1,204.5')
    expect(valueText([1.2e-7, 3.4e-7], 1e-7)(2.3456e-7)).toBe('2.346e-7')
    expect(valueText([1e20], 1e19)(1.5e20)).toBe('1.500e+20')
  })

  it('writes values in a larger unit', () => {
    expect(valueText([2_218_751_501], 6e7, 1e6)(2_277_236_695)).toBe('2,277.24')
  })

  it('has no negative zero, and a dash for an unknown value', () => {
    expect(valueText([1.5], 1)(-0.01)).toBe('0.0')
    expect(valueText([1.5], 1)(Number.NaN)).toBe('–')
    expect(valueText([])(2)).toBe('2')
  })
})

describe('asWritten', () => {
  it('shows the decimals of the data, but no zeros that a value in another unit has instead', () => {
    expect(asWritten([12.25, 5.75, 4.5], 5)).toBe('5.00')
    expect(asWritten([5.198112, 4.836628, 900], 900)).toBe('900')
    expect(asWritten([0.745123, 0.797753, 797.753], 797.753)).toBe('797.753')
  })
})
