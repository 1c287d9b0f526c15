import { describe, expect, it } from 'vitest'
import { defaultLearningRate } from '../../src/defaults/default-learning-rate.ts'

describe('defaultLearningRate', () => {
  it('is larger if a day has many steps', () => {
    expect(['15min', '1h', '12h'].map(defaultLearningRate)).toEqual([1e-3, 1e-3, 1e-3])
  })

  it('is smaller for days and longer steps, and if the cadence is unknown', () => {
    expect(['1d', '1bd', '1w', '1mo', undefined].map(defaultLearningRate)).toEqual([3e-4, 3e-4, 3e-4, 3e-4, 3e-4])
  })
})
