import { describe, expect, it } from 'vitest'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { runningScale } from '../../src/stats/running-scale.ts'
import { WatchedScale } from '../../src/stats/watched-scale.ts'
import { gaussian } from '../laws/series.ts'

const around = (count: number, seed = 1) => {
  const noise = gaussian(seed)
  return Array.from({ length: count }, () => 20 + noise())
}

describe('WatchedScale', () => {
  it('equals the scale that it watches while nothing changes', () => {
    const [watched, plain] = [new WatchedScale(runningScale('zScore')), runningScale('zScore')]
    for (const x of [...around(200), Number.NaN]) {
      watched.learn(x)
      plain.learn(x)
      expect([watched.center, watched.spread, watched.doubt]).toEqual([plain.center, plain.spread, 0])
    }
  })

  it('leaves out a spike, and converts centre and spread after a change of unit', () => {
    const scale = new WatchedScale(runningScale('zScore'))
    for (const x of around(100)) scale.learn(x)
    const { center, spread } = scale
    scale.learn(1e6)
    expect([scale.center, scale.spread, scale.doubt]).toEqual([center, spread, 2])
    scale.learn(20)
    expect(scale.doubt).toBe(0)
    let changes = 0
    for (const x of around(60, 2)) {
      scale.learn(1000 * x)
      if (scale.hasChanged) changes++
    }
    expect(changes).toBe(1)
    expect(scale.center / 1000 / center).toBeCloseTo(1, 1)
    expect(Math.abs(scale.spread / 1000 / spread - 1)).toBeLessThan(0.3)
  })

  it('goes on from a snapshot', () => {
    const [first, second] = [new WatchedScale(runningScale('minMax')), new WatchedScale(runningScale('minMax'))]
    for (const x of [...around(100), ...around(50, 2).map((x) => 5 * x)]) first.learn(x)
    restore(second, snapshot(first))
    expect([second.center, second.spread]).toEqual([first.center, first.spread])
  })
})
