import { describe, expect, it } from 'vitest'
import { nextJson } from '../../src/run/next-json.ts'
import { Scored } from '../../src/series/scored.ts'
import { scoredOf, sumOf } from '../cli/scored-of.ts'

describe('nextJson', () => {
  it('has the columns of the CSV sink, with the key first', () => {
    const [first] = nextJson([scoredOf([5, 7], ['north']).at(-1)!], ['sales'], ['store'])
    expect(JSON.stringify(first)).toBe(
      '{"store":"north","series":"sales","origin":"1970-01-02T00:00:00.000Z","time":"1970-01-03T00:00:00.000Z",' +
        '"lead":1,"forecast":7,"lower_80":6,"upper_80":8,"lower_95":5,"upper_95":9}',
    )
  })

  it('has the sums after the leads, at the time of their last value', () => {
    const scored = new Scored({ ...scoredOf([5]).at(-1)!, sums: sumOf(10, 3) })
    const rows = nextJson([scored], ['sales'], [])
    expect(rows.map(({ lead }) => lead)).toEqual([1, 2, '1-2'])
    expect(rows[2]).toMatchObject({ time: rows[1]!.time, forecast: 10, lower_80: 7, upper_80: 13, upper_95: 16 })
  })

  it('has null for what is not known', () => {
    const [, second] = nextJson([scoredOf([Number.NaN]).at(-1)!], ['sales'], [])
    expect(second).toMatchObject({ lead: 2, forecast: null, upper_95: null })
  })
})
