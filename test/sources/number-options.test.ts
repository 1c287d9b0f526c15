import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { distinctMarks, numberOptions } from '../../src/sources/number-options.ts'

const options = z.strictObject(numberOptions).check(distinctMarks)
const messages = (value: object) => options.safeParse(value).error?.issues.map(({ message }) => message)

describe('numberOptions', () => {
  it('keep the texts of missing and replace in lower case', () => {
    expect(options.parse({ missing: ['N/A'], replace: { 'Below 1': 0.5 } })).toMatchObject({
      missing: ['n/a'],
      replace: { 'below 1': 0.5 },
    })
  })

  it('refuse a mark with two purposes, and a unit without text', () => {
    expect(messages({ decimal: ',', thousands: ',' })).toEqual(['another mark than decimal'])
    expect(messages({ units: ['M'], multiples: { M: 1e6 } })).toEqual(['a text that is not under multiples'])
    expect(messages({ units: ['1'] })).toEqual(['a text such as "$" or "%"'])
    expect(messages({ multiples: { M: -1 } })).toHaveLength(1)
    expect(messages({ units: ['m3'], multiples: { M: 1e6 }, brackets: true })).toBeUndefined()
  })
})
