import { describe, expect, it } from 'vitest'
import { rejectOf } from '../../src/series/reject-of.ts'
import { read } from '../operators/observe.ts'

describe('rejectOf', () => {
  it('has the line and the text of the row', () => {
    const reject = rejectOf(read(7, 10, 1), 'expected better')
    expect(reject).toEqual({ place: { file: 'a.csv', line: 7 }, reason: 'expected better', raw: ['10', '1'] })
  })

  it('shows the numbers if there is no text', () => {
    const reject = rejectOf({ time: 10, values: Float64Array.of(1.5), covariates: [Number.NaN] }, 'expected better')
    expect(reject).toEqual({ reason: 'expected better', raw: ['10', '1.5', 'NaN'] })
  })
})
