import { describe, expect, it } from 'vitest'
import { beliefs } from '../../src/run/beliefs.ts'

const believing = (
  experts: readonly string[],
  weights: readonly number[],
  leads: readonly number[],
  forecasts: readonly number[] = weights.map(() => 0),
) => ({
  inside: { experts, weights: Float64Array.from(weights), forecasts: Float64Array.from(forecasts), cells: [] },
  leads,
})

describe('beliefs', () => {
  it('names the heaviest experts at the first and the last lead, over all channels, with small shares combined', () => {
    // Shape [experts × channels × leads], two channels and three leads.
    const weights = [0.02, 0.3, 1, 0, 0.3, 1, 0.6, 0.3, 0, 0.8, 0.3, 0, 0.38, 0.4, 0, 0.2, 0.4, 0]
    expect(beliefs(believing(['a', 'b', 'c'], weights, [1, 2, 5]))).toEqual([
      'weights at the end, lead 1: b 70 %, c 29 %, 1 other 1 %',
      'weights at the end, lead 5: a 100 %, 2 others 0 %',
    ])
  })

  it('is empty for a single expert, and has one line for a single lead', () => {
    expect(beliefs(believing(['a'], [1, 1], [1, 2]))).toEqual([])
    expect(beliefs(believing(['a', 'b'], [0.25, 0.75], [3]))).toEqual(['weights at the end, lead 3: b 75 %, a 25 %'])
  })

  it('has lines for each outcome, with what its heaviest experts say; of words it does not, as each has its own', () => {
    // One lead; channels rain, weather=sun, weather=fog.
    const weights = [0.9, 0.25, 0.25, 0.1, 0.75, 0.75]
    const said = [0.204, 0.7, 0.3, Number.NaN, 0.6, 0.4]
    const outcomes = { names: ['rain', 'weather=sun', 'weather=fog'], groups: [0, 1, 1] }
    expect(beliefs({ ...believing(['a', 'b'], weights, [1], said), outcomes })).toEqual([
      'weights at the end of rain, lead 1: a 90 % (says 20 %), b 10 %',
      'weights at the end of weather, lead 1: b 75 %, a 25 %',
    ])
  })
})
