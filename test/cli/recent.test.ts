import { describe, expect, it } from 'vitest'
import { RecentSeries } from '../../src/cli/recent.ts'
import { scoredOf } from './scored-of.ts'

const dayMs = 86_400_000

describe('RecentSeries', () => {
  it('keeps the past and the last forecast of each series, in the order in which they were met', () => {
    const recent = new RecentSeries()
    recent.write([...scoredOf([1, 2], ['b']), ...scoredOf([5, Number.NaN], ['a'])], [])
    expect(recent.all.map((one) => [one.last.observation.key, one.past(0), one.pastTimes])).toEqual([
      [['b'], [1, 2], [0, dayMs]],
      [['a'], [5, Number.NaN], [0, dayMs]],
    ])
  })

  it('scores the last targets: errors, naive forecasts, intervals', () => {
    const recent = new RecentSeries()
    // Persistence of 0 1 3 0 1 3 …: at lead 1 the errors are 1 2 3, at lead 2 they are 3 1 2.
    recent.write(scoredOf(Array.from({ length: 30 }, (_, i) => [0, 1, 3][i % 3]!)), [3])
    const scores = recent.all[0]!.scores(0, 9 * dayMs)!
    expect(scores).toMatchObject({ from: 21 * dayMs, to: 29 * dayMs, count: 9, error: 2 })
    // As good as repeating the last value; infinitely worse than repeating three days ago, which is exact.
    expect(scores.skills).toEqual([0, Number.NEGATIVE_INFINITY])
    expect(scores.coverage).toEqual([1 / 3, 2 / 3])
  })

  it('never counts the first half, and knows nothing before a target was due', () => {
    const recent = new RecentSeries()
    recent.write(scoredOf([1]), [])
    expect(recent.all[0]!.scores(0, 1e12)).toBeUndefined()
    recent.write(scoredOf([1, 2, 3, 4, 5, 6, 7, 8], undefined, dayMs), [])
    expect(recent.all[0]!.scores(0, 1e12)).toMatchObject({ count: 4, from: 5 * dayMs })
  })

  it('compares nothing across a restart', () => {
    const recent = new RecentSeries()
    const [first, ...others] = scoredOf([1, 2, 3, 4])
    const restart = Object.assign(Object.create(others[1]!), {
      observation: { ...others[1]!.observation, restart: true },
    })
    recent.write([first!, others[0]!, restart], [])
    expect(recent.all[0]!.scores(0, 1e12)).toMatchObject({ count: 1, to: dayMs })
  })
})
