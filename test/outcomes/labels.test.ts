import { describe, expect, it } from 'vitest'
import { Labels } from '../../src/outcomes/labels.ts'
import type { Outcome } from '../../src/outcomes/outcome.ts'
import { comparison } from './outcomes.ts'

const none = Number.NaN

/** Labels due after each value, by lead. */
function follow(outcome: Outcome, leads: readonly number[], values: readonly number[]): number[][] {
  const labels = new Labels(outcome, leads)
  return values.map((value) => {
    labels.next(value)
    return [...labels.due]
  })
}

describe('Labels', () => {
  it('at a lead are those of the value that arrives, from the first origin on', () => {
    expect(follow(comparison('>', 0), [1, 3], [0, 2, 0, 5, none])).toEqual([
      [none, none],
      [1, none],
      [0, none],
      [1, 1],
      [none, none],
    ])
  })

  it('of any lead are known when the last of them has arrived, even if settled before', () => {
    expect(follow(comparison('>', 0, 'any'), [1, 3], [9, 0, 5, 0, 0, 0]).map(([, third]) => third)).toEqual([
      none,
      none,
      none,
      1,
      1,
      0,
    ])
  })

  it('of all leads are 0 after one that fails', () => {
    expect(follow(comparison('>', 0, 'all'), [2], [0, 1, 1, 0, 1]).flat()).toEqual([none, none, 1, 0, 0])
  })

  it('of any lead are unknown if a value is missing, even if another one settles them', () => {
    expect(follow(comparison('>', 0, 'any'), [2], [0, none, 0, 3, none, 0]).flat()).toEqual([
      none,
      none,
      none,
      1,
      none,
      none,
    ])
  })

  it('of a change compare with the value at the origin, in shares of its size', () => {
    expect(follow(comparison('<', -0.03, 'lead', 'change'), [1], [100, 96, 94, none, 90, 80]).flat()).toEqual([
      none,
      1,
      0,
      none,
      none,
      1,
    ])
    expect(follow(comparison('<', -0.03, 'lead', 'change'), [1], [-100, -104, 0, 5]).flat()).toEqual([none, 1, 0, none])
  })

  it('of a percentile compare with that of the values known at the origin', () => {
    expect(follow(comparison('>', 1, 'lead', 'percentile'), [1], [1, 3, 2, 4]).flat()).toEqual([none, 1, 0, 1])
  })

  it('of classes are their positions; others are unknown', () => {
    const labels = follow({ name: 'weather', column: 0, classes: ['rain', 'sun'] }, [1], [0, 1, 2, 0])
    expect(labels.flat()).toEqual([none, 1, none, 0])
  })

  it('show the present value if it alone tells, else the label of the shortest lead', () => {
    const shown = (outcome: Outcome, values: readonly number[]) => {
      const labels = new Labels(outcome, [2])
      for (const value of values) labels.next(value)
      return labels.shown
    }
    expect(shown(comparison('>', 0), [1])).toBe(1)
    expect(shown(comparison('>', 0, 'any'), [1])).toBeNaN()
    expect(shown(comparison('>', 0, 'any'), [0, 1, 0])).toBe(1)
  })
})
