import { describe, expect, it } from 'vitest'
import { nextJson } from '../../src/run/next-json.ts'
import { scoredOf } from '../cli/scored-of.ts'

describe('nextJson', () => {
  it('has the columns of the CSV sink, with the key first', () => {
    const [first] = nextJson([scoredOf([5, 7], ['north']).at(-1)!], ['sales'], ['store'])
    expect(JSON.stringify(first)).toBe(
      '{"store":"north","series":"sales","origin":"1970-01-02T00:00:00.000Z","time":"1970-01-03T00:00:00.000Z",' +
        '"lead":1,"forecast":7,"lower_80":6,"upper_80":8,"lower_95":5,"upper_95":9}',
    )
  })

  it('has null for what is not known', () => {
    const [, second] = nextJson([scoredOf([Number.NaN]).at(-1)!], ['sales'], [])
    expect(second).toMatchObject({ lead: 2, forecast: null, upper_95: null })
  })
})
