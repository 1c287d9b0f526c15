import { describe, expect, it } from 'vitest'
import { isMissing } from '../../src/series/is-missing.ts'

describe('isMissing', () => {
  it('is true as soon as one target is missing, whatever the covariates', () => {
    const of = (values: number[], covariates: number[] = []) => isMissing({ time: 0, values, covariates })
    expect(of([1, Number.NaN])).toBe(true)
    expect(of([1, 2], [Number.NaN])).toBe(false)
  })
})
