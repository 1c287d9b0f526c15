import { describe, expect, it } from 'vitest'
import { hasNoTarget, isMissing, tellsAhead } from '../../src/series/is-missing.ts'

describe('isMissing', () => {
  it('is true as soon as one target is missing, whatever the covariates', () => {
    const of = (values: number[], covariates: number[] = []) => isMissing({ time: 0, values, covariates })
    expect(of([1, Number.NaN])).toBe(true)
    expect(of([1, 2], [Number.NaN])).toBe(false)
  })

  it('is false for a row of the future, whose targets are not there yet', () => {
    expect(isMissing({ time: 0, values: [Number.NaN], future: true })).toBe(false)
  })
})

it('a row has no target only if all are missing', () => {
  const of = (...values: number[]) => hasNoTarget({ time: 0, values })
  expect([of(Number.NaN, Number.NaN), of(1, Number.NaN), of(1)]).toEqual([true, false, false])
})

it('a row tells of times to come if a known column is filled, or a forecast made elsewhere', () => {
  const unknown = { time: 0, values: [1], known: [Number.NaN], elsewhere: [Number.NaN] }
  const rows = [
    unknown,
    { ...unknown, known: [Number.NaN, 0] },
    { ...unknown, elsewhere: [1] },
    { time: 0, values: [1] },
  ]
  expect(rows.map(tellsAhead)).toEqual([false, true, true, false])
})
