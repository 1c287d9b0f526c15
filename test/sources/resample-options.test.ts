import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import {
  oneResampling,
  periodOptions,
  resampledFacts,
  resampleOption,
  resamplingOf,
} from '../../src/sources/resample-options.ts'

const names = z.array(z.string())
const options = z
  .strictObject({ target: names, covariates: names, zone: z.optional(z.string()), ...resampleOption, ...periodOptions })
  .check(oneResampling)
const columns = { target: ['price', 'volume'], covariates: ['wind'] }
const read = (more: object) => options.parse({ ...columns, ...more })
const messages = (more: object) =>
  options.safeParse({ ...columns, ...more }).error?.issues.map(({ message }) => message)

it('accepts one way to put rows together, by windows that divide time', () => {
  expect(messages({ sum: '1d' })).toBeUndefined()
  expect(messages({ resample: { to: '1h 09:30-15:30 mon-fri', with: 'last', wait: '5s' } })).toBeUndefined()
  expect(messages({ sum: '1d', mean: '1d' })).toEqual(['no mean beside sum: rows are put together in one way'])
  expect(messages({ sum: '1d', resample: { to: '1d' } })).toEqual([
    'no resample beside sum or mean: rows are put together in one way',
  ])
  expect(messages({ sum: '2bd' })).toEqual(['a window such as 5min, 1h, 1d, 1w, 1mo, 1bd or 1h 09:30-15:30 mon-fri'])
  expect(messages({ resample: { to: '1d', per: '1mo' } })).toEqual(['a fixed time such as 1s or 1h'])
  expect(messages({ resample: { to: '1d', with: { prize: 'ohlc' } } })).toEqual([
    'a column that is read: price, volume, wind',
  ])
})

it('has one way for all targets, or one by column, and averages the others', () => {
  expect(resamplingOf(read({}))).toBeUndefined()
  expect(resamplingOf(read({ sum: '1d', zone: 'Europe/Berlin' }))).toEqual({
    to: '1d',
    zone: 'Europe/Berlin',
    values: ['sum', 'sum'],
    covariates: ['mean'],
    known: [],
  })
  expect(resamplingOf(read({ resample: { to: '1h', wait: '1min', with: { volume: 'sum', wind: 'max' } } }))).toEqual({
    to: '1h',
    wait: '1min',
    per: '1s',
    values: ['mean', 'sum'],
    covariates: ['max'],
    known: [],
  })
})

it('names the columns and the cadence that come of it', () => {
  expect(resampledFacts(read({}))).toEqual({ targets: columns.target, covariates: columns.covariates })
  expect(resampledFacts(read({ zone: 'Europe/Berlin', resample: { to: '1d', with: { price: 'ohlc' } } }))).toEqual({
    targets: ['price_open', 'price_high', 'price_low', 'price_close', 'volume'],
    covariates: ['wind'],
    cadence: '1d Europe/Berlin',
  })
})
