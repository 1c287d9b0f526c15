import { describe, expect, it } from 'vitest'
import { beliefs } from '../../src/run/beliefs.ts'

const inside = (experts: readonly string[], weights: readonly number[]) => ({
  experts,
  weights: Float64Array.from(weights),
  forecasts: new Float64Array(weights.length),
  cells: [],
})

describe('beliefs', () => {
  it('names the heaviest experts at the first and the last lead, over all channels, with small shares combined', () => {
    // Shape [experts × channels × leads], two channels and three leads.
    const weights = [0.02, 0.3, 1, 0, 0.3, 1, 0.6, 0.3, 0, 0.8, 0.3, 0, 0.38, 0.4, 0, 0.2, 0.4, 0]
    expect(beliefs(inside(['a', 'b', 'c'], weights), [1, 2, 5])).toEqual([
      'weights at the end, lead 1: b 70 %, c 29 %, 1 other 1 %',
      'weights at the end, lead 5: a 100 %, 2 others 0 %',
    ])
  })

  it('is empty for a single expert, and has one line for a single lead', () => {
    expect(beliefs(inside(['a'], [1, 1]), [1, 2])).toEqual([])
    expect(beliefs(inside(['a', 'b'], [0.25, 0.75]), [3])).toEqual(['weights at the end, lead 3: b 75 %, a 25 %'])
  })
})
