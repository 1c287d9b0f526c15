import { describe, expect, it } from 'vitest'
import { columnsOf, type Way, Ways, ways } from '../../src/resample/ways.ts'

const of = (
  way: Way,
  readings: readonly (readonly [time: number, value: number])[],
  before?: Float64Array,
  per?: number,
) => {
  const one = new Ways([way], per)
  const cells = one.cells()
  for (const [time, value] of readings) one.add(cells, time, [value], 0)
  return one.results(cells, before ?? one.before())
}

describe('Ways', () => {
  const readings = [
    [3000, 5],
    [1000, 2],
    [2000, Number.NaN],
    [4000, 3],
    [1500, 9],
  ] as const

  it.each([
    ['mean', [19 / 4]],
    ['sum', [19]],
    ['first', [2]],
    ['last', [3]],
    ['min', [2]],
    ['max', [9]],
    ['count', [4]],
    ['ohlc', [2, 9, 2, 3]],
  ] as const)('makes %s of readings in any order, without the missing ones', (way, expected) => {
    expect(of(way, readings)).toEqual(expected)
  })

  it('has missing values without readings, but counts 0', () => {
    for (const way of ways)
      expect(of(way, []), way).toEqual(columnsOf('', way).map(() => (way === 'count' ? 0 : Number.NaN)))
    expect(new Ways(['sum', 'ohlc', 'count']).without).toEqual([0, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 0])
  })

  it('makes the rate of a counter, also one that began again from 0', () => {
    const counter = [
      [0, 100],
      [10_000, 150],
      [20_000, 10],
    ] as const
    expect(of('rate', counter)).toEqual([3])
    expect(of('rate', [...counter].reverse())).toEqual([3])
    expect(of('rate', counter, undefined, 60_000)).toEqual([180])
    expect(of('rate', counter.slice(0, 1))).toEqual([Number.NaN])
  })

  it('makes a rate from the last reading of the windows before on', () => {
    const before = Float64Array.of(-10_000, 80)
    expect(of('rate', [[0, 100]], before)).toEqual([2])
    expect(of('rate', [[10_000, 40]], before)).toEqual([4])
  })

  it('names the columns', () => {
    expect(columnsOf('price', 'ohlc')).toEqual(['price_open', 'price_high', 'price_low', 'price_close'])
    expect(columnsOf('price', 'last')).toEqual(['price'])
  })

  it('keeps several columns apart', () => {
    const two = new Ways(['ohlc', 'sum'])
    const cells = two.cells()
    two.add(cells, 1, [1], 0)
    two.add(cells, 1, [10], 1)
    two.add(cells, 2, [2, 20], 0)
    expect(two.results(cells, two.before())).toEqual([1, 2, 1, 2, 30])
    expect(two.size).toBe(8)
  })
})
