import { describe, expect, it } from 'vitest'
import { Grain } from '../../dashboards/run/grain.ts'
import { decimalsOf, numberTicks, percentTicks } from '../../dashboards/words/axis-labels.ts'
import { briefly, measured, number, percent, shortest } from '../../dashboards/words/format.ts'

describe('the ticks of an axis', () => {
  it('have just enough decimals to differ, and all the same number', () => {
    expect(percentTicks([-0.025, 0, 0.025, 0.05], 0.025)).toEqual(['−2.5 %', '0.0 %', '2.5 %', '5.0 %'])
    expect(percentTicks([0, 0.1, 0.2], 0.1)).toEqual(['0 %', '10 %', '20 %'])
    expect(numberTicks([9.5, 10, 10.5], 0.5)).toEqual(['9.5', '10.0', '10.5'])
    expect(numberTicks([-1000, 0, 1000], 1000)).toEqual(['−1,000', '0', '1,000'])
    expect(numberTicks([1_000_000.2, 1_000_000.25], 0.05)).toEqual(['1,000,000.20', '1,000,000.25'])
  })

  it('show no minus zero if steps of a tenth add up to almost zero', () => {
    expect(numberTicks([-0.1, -2.7e-17, 0.1], 0.1)).toEqual(['−0.1', '0.0', '0.1'])
  })

  it('are powers of ten if they are very large or very small', () => {
    expect(numberTicks([0, 5e11, 3.5e12], 5e11)).toEqual(['0', '5.0e+11', '3.5e+12'])
    expect(numberTicks([1.8e-9, 2e-9], 2e-10)).toEqual(['1.8e−9', '2.0e−9'])
  })

  it('count decimals of steps without an exact binary value, to a millionth of a step', () => {
    expect([0.1, 0.25, 5, 2e-3, 1 / 3].map(decimalsOf)).toEqual([1, 2, 0, 3, 6])
  })
})

describe('figures', () => {
  it('in percent have no minus zero', () => {
    expect([-0.0004, -0.0006, 0, 0.123].map((share) => percent(share))).toEqual(['0.0 %', '−0.1 %', '0.0 %', '12.3 %'])
    expect(percent(-0.004, 0)).toBe('0 %')
  })

  it('of a list have no zeros at the end', () => {
    expect([0, 6, 5.6, 1200, 0.25, 120.04, 1.5e12, null].map(briefly)).toEqual([
      '0',
      '6',
      '5.6',
      '1,200',
      '0.25',
      '120',
      '1.500e+12',
      '–',
    ])
  })

  it('of scores have at least three significant digits', () => {
    expect([0.5, 0.0312, 0.00312, 0.0001, 0.0000312, 12_345].map((score) => number(score))).toEqual([
      '0.500',
      '0.0312',
      '0.00312',
      '0.000100',
      '3.120e−5',
      '12,345',
    ])
  })

  it('show a value as precisely as its neighbours differ, not by its size', () => {
    expect(measured(1_000_000.2514, 0.9)).toBe('1,000,000.2514')
    expect(measured(27.8, 35)).toBe('27.80')
    expect(measured(-3, 400)).toBe('−3.0')
    expect(measured(3.2e12, 6e11)).toBe('3.2000e+12')
    expect(measured(2.05e-9, 4e-10)).toBe('2.0500e−9')
    expect(measured(5, 0)).toBe('5.000')
    expect(measured(Number.NaN, 1)).toBe('–')
  })

  it('show a score with at least three significant digits, however small', () => {
    const shown = [2.0581, 12345.6, 0.517, 0.0434, 0.00417, 0.000434, 0.0001, -0.000434, 0.00000434, 0]
    expect(shown.map((value) => number(value))).toEqual([
      '2.058',
      '12,346',
      '0.517',
      '0.0434',
      '0.00417',
      '0.000434',
      '0.000100',
      '−0.000434',
      '4.340e−6',
      '0.000',
    ])
  })

  it('are as short as they were written, within single precision', () => {
    expect(shortest(27.799999237060547, 1e-6)).toBe('27.8')
    expect(shortest(1_000_000.2514, 0)).toBe('1000000.2514')
    expect(shortest(0, 0)).toBe('0')
    expect(shortest(1 / 3, 0)).toBe(String(1 / 3))
    expect(shortest(Number.NaN, 1)).toBe('')
  })

  it('measure how far values are apart, whatever a single one is', () => {
    const grain = (values: readonly number[]) =>
      new Grain({ first: 0, end: values.length, version: 1, actual: (row) => values[row]! }).spread(
        0,
        values.length - 1,
      )
    const noise = Array.from({ length: 101 }, (_, i) => 1e6 + i / 100)
    expect(grain(noise)).toBeCloseTo(0.9, 6)
    expect(grain([...noise.slice(1), 5e6])).toBeLessThan(1)
    // Seldom anything else than one value: what else there is counts.
    expect(grain(noise.map((_, i) => (i === 50 ? 7 : 5)))).toBe(2)
    expect([grain([5, 5, 5]), grain([Number.NaN, 5]), grain([])]).toEqual([0, 0, 0])
  })

  it('of a series in another unit than before follow the newest values', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i < 600 ? 1000 : 1) * (2 + Math.sin(i)))
    const grain = new Grain({ first: 0, end: 1000, version: 1, actual: (row) => values[row]! })
    expect(measured(0.745, grain.spread(0, 999), 3)).toBe('0.75')
    expect(grain.spread(0, 500)).toBeGreaterThan(1000)
    expect(grain.spread(0, 999)).toBeLessThan(2)
  })
})
