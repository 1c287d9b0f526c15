import { describe, expect, it } from 'vitest'
import { LastLabels } from '../../src/outcomes/cases.ts'
import { Rates } from '../../src/outcomes/rates.ts'
import { lastOf, steps } from './outcomes.ts'

const shape = { channels: 1, labels: 2, leads: [1, 2] }

describe('Rates', () => {
  it('are the shares of the labels by lead, with half a row of each beforehand', () => {
    expect(lastOf(new Rates(shape), steps([0, 1, 0, 1], [1, 2]), 2)).toEqual([2.5 / 4, 1.5 / 3])
    const classes = { channels: 3, labels: 3, leads: [1] }
    expect(lastOf(new Rates(classes), steps([0, 2, 2, 1], [1]), 3)).toEqual([0.5 / 4.5, 1.5 / 4.5, 2.5 / 4.5])
  })

  it('by case begin with the rate of all', () => {
    const expert = new Rates({ ...shape, leads: [1] }, new LastLabels(2, 1))
    // After a 1 came 0 and 0, after a 0 came 1.
    expect(lastOf(expert, steps([1, 0, 1, 0], [1]), 1)).toEqual([(1 + (2 * 1.5) / 4) / 3])
  })

  it('sleep while the case is unknown, and learn nothing from unknown labels', () => {
    const chain = () => new Rates({ ...shape, leads: [1] }, new LastLabels(2, 1))
    expect(lastOf(chain(), steps([1, 0, Number.NaN], [1]), 1)).toEqual([Number.NaN])
    expect(lastOf(new Rates(shape), steps([0, 1, Number.NaN, 1], [1, 2]), 2)).toEqual([2.5 / 3, 1.5 / 2])
  })

  it('with a half-life follow the last labels', () => {
    const labels = [...new Array(300).fill(0), ...new Array(30).fill(1)]
    expect(lastOf(new Rates(shape, undefined, 10), steps(labels, [1, 2]), 2)[0]).toBeGreaterThan(0.8)
  })
})
