import { describe, expect, it } from 'vitest'
import { whatDiffers } from '../../src/checkpoint/what-differs.ts'

describe('whatDiffers', () => {
  it('names each difference by its path, with both values', () => {
    expect(
      whatDiffers(
        { seed: 1, steps: [{ forecast: { horizon: 7, season: [7] } }], cadence: '1d' },
        { seed: 2, steps: [{ forecast: { horizon: 14, season: [7, 365] } }, { score: {} }] },
      ),
    ).toEqual([
      'seed was 1 and is now 2',
      'steps.forecast.horizon was 7 and is now 14',
      'steps.forecast.season.1 was absent and is now 365',
      'steps.1 was absent and is now {"score":{}}',
      'cadence was "1d" and is now absent',
    ])
  })

  it('finds no difference in equal settings, nor in options that are new', () => {
    const settings = { a: [1, { b: null }], c: 'x' }
    expect(whatDiffers(settings, structuredClone(settings))).toEqual([])
    expect(whatDiffers({ a: { b: 1 } }, { a: { b: 1, added: true }, more: [] })).toEqual([])
  })

  it('compares values of different kinds', () => {
    expect(whatDiffers({ a: [1] }, { a: { 0: 1 } })).toEqual(['a was [1] and is now {"0":1}'])
    expect(whatDiffers(undefined, 1)).toEqual([' was absent and is now 1'])
  })
})
