import { describe, expect, it } from 'vitest'
import { LastValue } from '../../src/intervals/last-value.ts'
import { Random } from '../../src/lstm/random.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const levels = [0.5, 0.8, 0.95]
const leads = [1, 2, 3]

/** Intervals of `half` × level above `off` for each row, widened. */
function widened(values: readonly number[], off: (t: number) => number, hold = new LastValue(1, leads, levels)) {
  return values.map((value, t) => {
    const ends = (side: number) => levels.map((level) => new Float64Array(3).fill(value + off(t) + side * level))
    const bounds = { lower: ends(-1), upper: ends(1) }
    hold.learn([value])
    hold.widen(bounds.lower, bounds.upper)
    return { ...bounds, isWidened: levels.map((level, v) => bounds.lower[v]![0] !== value + off(t) - level) }
  })
}
const last = (rows: ReturnType<typeof widened>) => rows.at(-1)!.isWidened
const constant = Array.from({ length: 100 }, () => 5.33)

describe('the last value', () => {
  it('is held by intervals that excluded it, if it came again', () => {
    const rows = widened(constant, () => 2)
    expect(rows[0]!.isWidened).toEqual([false, false, false])
    const { lower, upper } = rows.at(-1)!
    for (const v of levels.keys()) {
      expect([...lower[v]!]).toEqual([5.33, 5.33, 5.33])
      expect([...upper[v]!]).toEqual(leads.map(() => 5.33 + 2 + levels[v]!))
    }
  })

  it('changes nothing if it is inside', () => {
    expect(last(widened(constant, () => 0.1))).toEqual([false, false, false])
  })

  it('is left outside if it never comes again', () => {
    const rising = Array.from({ length: 100 }, (_, t) => t)
    expect(last(widened(rising, () => 2))).toEqual([false, false, false])
  })

  it('is left outside where it comes no more often than half of the misses', () => {
    // It repeats in a seventh of the rows: more than a tenth, less than a quarter.
    const random = new Random(3)
    let value = 0
    const values = Array.from({ length: 3000 }, () => (value += random.uniform() < 1 / 7 ? 0 : 1))
    const shares = [0, 0, 0]
    const one = new LastValue(1, [1], levels)
    for (const { isWidened } of widened(values, () => 2, one).slice(200))
      for (const v of levels.keys()) shares[v]! += isWidened[v] ? 1 / 2800 : 0
    expect(shares[0]).toBeLessThan(0.2)
    expect(shares[1]).toBeGreaterThan(0.7)
    expect(shares[2]).toBeGreaterThanOrEqual(shares[1]!)
  })

  it('stays as it is while values are missing', () => {
    const hold = new LastValue(1, leads, levels)
    expect(last(widened(constant.slice(0, 20), () => 2, hold))).toEqual([true, true, true])
    for (let t = 0; t < 200; t++) {
      const ends = (from: number) => levels.map((level) => new Float64Array(3).fill(from + level))
      const [lower, upper] = [ends(7), ends(8)]
      hold.learn([Number.NaN])
      hold.widen(lower, upper)
      expect(lower[2]![0]).toBe(5.33)
    }
  })

  it('is not counted across a gap', () => {
    const second = (gap: boolean) => {
      const hold = new LastValue(1, leads, levels)
      widened([5.33], () => 2, hold)
      if (gap) hold.drop()
      return last(widened([5.33], () => 2, hold))
    }
    // One of three leads came again: a quarter with the doubt, which is not more than a quarter.
    expect(second(false)).toEqual([false, true, true])
    expect(second(true)).toEqual([false, false, false])
  })

  it('continues with the same bits after a restore', () => {
    const whole = new LastValue(1, leads, levels)
    const first = new LastValue(1, leads, levels)
    const second = new LastValue(1, leads, levels)
    const values = Array.from({ length: 60 }, (_, t) => Math.floor(t / 4))
    const off = (t: number) => (t % 3) - 1
    const all = widened(values, off, whole).slice(31)
    widened(values.slice(0, 31), off, first)
    restore(second, snapshot(first))
    expect(widened(values.slice(31), (t) => off(t + 31), second)).toEqual(all)
  })
})
