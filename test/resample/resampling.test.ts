import { expect, it } from 'vitest'
import { Resampling } from '../../src/resample/resampling.ts'

it('has defaults: no wait, means of covariates, rates a second', () => {
  const one = new Resampling({ to: '5min', values: 'sum' })
  expect(one.completeAt(7)).toBe(7)
  expect(one.everLate).toBe(true)
  expect(one.fills).toBe(true)
  expect(one.columns([2, 1, 1, 1])).toEqual({
    values: ['sum', 'sum'],
    covariates: ['mean'],
    known: ['mean'],
    elsewhere: ['sum'],
    per: 1000,
  })
})

it('waits for a time, or until the end', () => {
  expect(new Resampling({ to: '5min', values: 'mean', wait: '1s' }).completeAt(7)).toBe(1007)
  const ever = new Resampling({ to: '5min', values: ['rate'], wait: 'ever', per: '1min' })
  expect(ever.completeAt(7)).toBe(Number.POSITIVE_INFINITY)
  expect(ever.everLate).toBe(false)
  expect(ever.fills).toBe(false)
  expect(ever.columns([1]).per).toBe(60_000)
})
