import { describe, expect, it } from 'vitest'
import { bars, fanLine, spark } from '../../src/cli/spark.ts'

describe('spark', () => {
  it('draws values as heights, and leaves missing ones out', () => {
    expect(spark([0, 1, 2, 3, 4, 5, 6, 7], 20, true)).toBe('▁▂▃▄▅▆▇█')
    expect(spark([0, Number.NaN, 7], 20, true)).toBe('▁ █')
    expect(spark([0, 3, 7], 20, false)).toBe('_=@')
  })

  it('draws longer series by means, with the last values alike', () => {
    expect(spark([9, 0, 0, 4, 4, 8, 8], 4, true)).toBe('█▁▄█'.replace('▄', '▄'))
  })

  it('draws a constant in the middle', () => {
    expect(spark([5, 5], 20, true)).toBe('▄▄')
  })
})

describe('fanLine', () => {
  const intervals = [
    { lower: 4, upper: 6 },
    { lower: 2, upper: 8 },
  ]

  it('draws a forecast within its intervals', () => {
    expect(fanLine({ value: 5, intervals }, [0, 10], 11, true)).toBe('  ──━●━──')
    expect(fanLine({ value: 5, intervals }, [0, 10], 11, false)).toBe('  --=o=--')
  })

  it('draws what is known only', () => {
    expect(fanLine({ value: 5, intervals: [] }, [0, 10], 11, true)).toBe('     ●')
    const unknown = [{ lower: Number.NaN, upper: Number.NaN }]
    expect(fanLine({ value: Number.NaN, intervals: unknown }, [0, 10], 11, true)).toBe('')
  })

  it('draws a constant, whose axis has no length', () => {
    expect(fanLine({ value: 5, intervals: [{ lower: 5, upper: 5 }] }, [5, 5], 11, true)).toBe('●')
  })
})

it('bars are as high as their counts, with a space for 0', () => {
  expect(bars([0, 1, 8, 100], true)).toBe(' ▁▁█')
  expect(bars([0, 50, 100], false)).toBe(' =@')
  expect(bars([0, 0], true)).toBe('  ')
})
