import { describe, expect, it } from 'vitest'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { LevelWatch, type Verdict } from '../../src/stats/level-watch.ts'
import { gaussian } from '../laws/series.ts'

const around = (count: number, seed = 1) => {
  const noise = gaussian(seed)
  return Array.from({ length: count }, () => 20 + noise())
}

/** The verdict on each value, each of which was expected to be 20. */
const judge = (watch: LevelWatch, values: readonly number[]): Verdict[] => values.map((x) => watch.take(x, 20, 0))
const countOf = (verdicts: readonly Verdict[], wanted: Verdict) => verdicts.filter((one) => one === wanted).length

describe('LevelWatch', () => {
  it('takes everything of a series that does not change', () => {
    for (let seed = 1; seed <= 20; seed++)
      expect(countOf(judge(new LevelWatch(), around(1000, seed)), 'taken')).toBe(1000)
    const noise = gaussian(5)
    let level = 0
    const watch = new LevelWatch()
    for (let t = 0; t < 2000; t++) {
      level += noise()
      expect(watch.take(level, Number.NaN, 0)).toBe('taken')
    }
  })

  it('takes everything at first, and the first change of a constant', () => {
    expect(countOf(judge(new LevelWatch(), [...around(20), 1e6]), 'taken')).toBe(21)
    expect(judge(new LevelWatch(), [...new Array(100).fill(20), 50]).at(-1)).toBe('taken')
  })

  it('doubts a spike, and takes the values after it', () => {
    const verdicts = judge(new LevelWatch(), [...around(100), 1e6, 2e6, ...around(100, 2)])
    expect(verdicts.flatMap((verdict, t) => (verdict === 'taken' ? [] : [t]))).toEqual([100, 101])
  })

  it('doubts 23 values at a new level, and finds the change with the next one', () => {
    const watch = new LevelWatch()
    const values = around(200).map((x, t) => (t < 100 ? x : x + 1000))
    const verdicts = judge(watch, values.slice(0, 124))
    expect([countOf(verdicts, 'doubtful'), verdicts.at(-1)]).toEqual([23, 'changed'])
    const { scale, offset } = watch.change
    expect(scale).toBe(1)
    expect(Math.abs(offset - 1000)).toBeLessThan(1)
    // As before, in the terms of before.
    const after = values.slice(124).map((x) => watch.take((x - offset) / scale, 20, 0))
    expect(countOf(after, 'taken')).toBe(76)
  })

  it('finds a scale that falls without a shock by a run of tiny differences', () => {
    const noise = gaussian(4)
    const values = Array.from({ length: 400 }, (_, t) => noise() * (t < 200 ? 1 : 1e-6))
    const watch = new LevelWatch()
    const found = values.findIndex((x) => watch.take(x, 0, 0) === 'changed')
    expect(found).toBeGreaterThan(200)
    expect(found).toBeLessThan(235)
    expect(Math.abs(Math.log10(watch.change.scale) + 6)).toBeLessThan(0.3)
  })

  it('takes quiet nights as they are, and a series that stops', () => {
    const noise = gaussian(6)
    const solar = (t: number) =>
      Math.max(0, Math.sin(((t % 24) / 12 - 0.5) * Math.PI)) * (5 + noise()) + 0.001 * noise()
    const watch = new LevelWatch(24)
    for (let t = 0; t < 480; t++) expect(watch.take(solar(t), Number.NaN, 0), `hour ${t}`).toBe('taken')
    const stopped = judge(new LevelWatch(), [...around(200), ...new Array(300).fill(20)])
    expect(countOf(stopped, 'changed')).toBe(0)
    expect(stopped.at(-1)).toBe('taken')
  })

  it('holds a value in doubt at once, and after spikes only the fourth in a row', () => {
    const held = (before: readonly number[]) => {
      const watch = new LevelWatch()
      judge(watch, before)
      return [1000, 1000, 1000, 1000].map((x) => {
        watch.take(x, 20, 0)
        return watch.isHeld
      })
    }
    expect(held(around(100))).toEqual([true, true, true, true])
    expect(held(around(100).map((x, t) => (t === 50 ? 500 : x)))).toEqual([false, true, true, true])
    expect(held(around(200).map((x, t) => (t > 50 && t % 10 === 0 ? 500 : x)))).toEqual([false, false, false, true])
  })

  it('takes the third spike of a season for a part of it', () => {
    const watch = new LevelWatch(12)
    const values = around(120).map((x, t) => (t > 36 && t % 12 === 5 ? 400 : x))
    const verdicts = judge(watch, values)
    expect(verdicts.flatMap((verdict, t) => (verdict === 'taken' ? [] : [t]))).toEqual([41, 53])
  })

  it('allows for the time since the last value', () => {
    const passed = (missing: number) => {
      const watch = new LevelWatch()
      judge(watch, around(100))
      for (let i = 0; i < missing; i++) watch.skip()
      return watch.take(45, 20, 0)
    }
    expect([passed(0), passed(24)]).toEqual(['doubtful', 'taken'])
  })

  it('measures the values in doubt: by a factor first, then by their differences', () => {
    const watch = new LevelWatch()
    judge(watch, around(100))
    const ratios = around(10, 9).map((x) => {
      watch.take(1e6 + 50 * x, 20, 0)
      expect(watch.guess).toBe(20)
      return [watch.ratio(0), watch.ratio(Number.NaN)]
    })
    for (const [factor, none] of ratios.slice(0, 4)) {
      expect(Math.abs(factor! / 50_050 - 1)).toBeLessThan(0.01)
      expect(none).toBe(1)
    }
    expect(ratios.at(-1)![0]).toBeGreaterThan(15)
    expect(ratios.at(-1)![0]).toBeLessThan(150)
  })

  it('counts a shock of ten values as a level that stayed, so that the next one is held at once', () => {
    const watch = new LevelWatch()
    judge(watch, [...around(100), ...around(10, 2).map((x) => x + 1000), ...around(50, 3)])
    watch.take(1020, 20, 0)
    expect(watch.isHeld).toBe(true)
  })

  it('goes on from a snapshot, in doubt too', () => {
    const values = around(300).map((x, t) => (t < 150 ? x : x * 1000))
    for (const at of [100, 160]) {
      const [whole, restored] = [new LevelWatch(), new LevelWatch()]
      judge(whole, values.slice(0, at))
      restore(restored, snapshot(whole))
      expect(judge(restored, values.slice(at))).toEqual(judge(whole, values.slice(at)))
      expect(restored.change).toEqual(whole.change)
    }
  })
})
