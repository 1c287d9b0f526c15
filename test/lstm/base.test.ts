import { describe, expect, it } from 'vitest'
import { demandOutputs } from '../../src/lstm/base.ts'

describe('demandOutputs', () => {
  const demand = (...numbers: number[]) =>
    demandOutputs('lstm.step', 'a base', Float64Array.from(numbers), 2, 'outputs')

  it('accepts as many numbers as there are outputs', () => {
    expect(() => demand(-3, 1e38)).not.toThrow()
  })

  it.each([
    [[1], 'lstm.step: expected a base of 2 numbers (outputs), got 1'],
    [[1, Number.NaN], 'lstm.step: expected finite numbers as a base, got NaN'],
    [[1e39, 0], 'lstm.step: expected numbers within ±3.4028234663852886e+38 (float32) as a base, got 1e+39'],
  ])('names the problem with %j', (numbers, message) => {
    expect(() => demand(...numbers)).toThrow(new RangeError(message))
  })
})
