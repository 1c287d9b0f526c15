import { describe, expect, it } from 'vitest'
import { summaryOf, warningsOf } from '../../src/run/ending.ts'

describe('warningsOf', () => {
  const of = (...all: (readonly string[] | undefined)[]) =>
    warningsOf(all.map((warnings, i) => ({ key: ['x', String(i)], warnings })))

  it('names the first series with warnings, and counts the others', () => {
    expect(of(undefined, [])).toEqual([])
    expect(of([], ['late', 'twice'])).toEqual(['x, 1: late', 'x, 1: twice'])
    expect(of(['late'], undefined, ['other'])).toEqual(['x, 0 (and 1 other series): late'])
  })
})

describe('summaryOf', () => {
  it('has nothing to say without a forecast', () => {
    expect(summaryOf(undefined)).toEqual({ scores: undefined, forecaster: undefined })
  })
})
