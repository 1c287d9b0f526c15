import { describe, expect, it } from 'vitest'
import { leadsOf } from '../../src/operators/leads-of.ts'

describe('leadsOf', () => {
  it('counts from 1 to the horizon', () => {
    expect(leadsOf({ horizon: 3 }, 7)).toEqual([1, 2, 3])
  })

  it('takes the given leads in increasing order, each once', () => {
    expect(leadsOf({ leads: [24, 1, 168, 24] }, 7)).toEqual([1, 24, 168])
  })

  it('uses the default horizon if neither is given', () => {
    expect(leadsOf({}, 2)).toEqual([1, 2])
  })
})
