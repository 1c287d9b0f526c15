import { describe, expect, it } from 'vitest'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { QuietRun } from '../../src/stats/quiet-run.ts'
import { gaussian } from '../laws/series.ts'

const noise = (count: number, seed: number, factor = 1) => {
  const next = gaussian(seed)
  return Array.from({ length: count }, () => factor * next())
}
const having = (values: readonly number[]) => {
  const run = new QuietRun()
  for (const value of values) run.take(value, true)
  return run
}
/** Number of values until the run satisfies a condition. */
const until = (run: QuietRun, values: readonly number[], isSo: (run: QuietRun) => boolean) =>
  1 +
  values.findIndex((value) => {
    run.take(value, true)
    return isSo(run)
  })

describe('QuietRun', () => {
  it('begins with the first value in thousandths, and soon is of another unit', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const run = having(noise(400, seed))
      if (run.isOn) run.end()
      expect(until(run, noise(24, seed + 100, 1e-3), ({ isOn }) => isOn)).toBe(1)
      expect(until(run, noise(24, seed + 200, 1e-3), ({ isOfUnit }) => isOfUnit)).toBeLessThan(6)
      for (const value of noise(20, seed + 300, 1e-3)) run.take(value, true)
      expect(Math.abs(Math.log10(run.ratio) + 3)).toBeLessThan(0.3)
    }
  })

  it('finds tenths within 24 values', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const run = having(noise(400, seed))
      if (run.isOn) run.end()
      const found = until(run, noise(24, seed + 100, 0.1), ({ isOfUnit }) => isOfUnit)
      expect(found).toBeGreaterThan(1)
      expect(found).toBeLessThan(25)
    }
  })

  it('is on for few values of a series that does not change, and never of another unit', () => {
    let on = 0
    for (let seed = 1; seed <= 10; seed++) {
      const run = new QuietRun()
      for (const value of noise(2000, seed)) {
        run.take(value, true)
        if (run.isOn) on++
        expect(run.isOfUnit).toBe(false)
      }
    }
    expect(on / 20_000).toBeLessThan(0.01)
    expect(on).toBeGreaterThan(0)
  })

  it('takes no notice of a series that crosses zero by steps as large as ever', () => {
    const steps = noise(300, 3)
    const run = having(steps.map((_, t) => 9 - 0.06 * t + 0.3 * steps[t]!))
    expect(run.isOfUnit).toBe(false)
  })

  it('leaves out zeros, and values that are missing', () => {
    const demand = noise(1200, 5).map((value) => (value > 0.5 ? Math.ceil(3 * value) : 0))
    const run = having(demand)
    expect(run.isOn).toBe(false)
    for (const value of [0, 0, Number.NaN, 0]) run.take(value, true)
    expect(run.isOn).toBe(false)
    run.take(0.002, true)
    expect(run.isOn).toBe(true)
    for (const value of [0, 0, Number.NaN, 0]) run.take(value, true)
    expect(run.isOn).toBe(true)
    run.take(3, true)
    expect(run.isOn).toBe(false)
  })

  it('does not begin before it may, or within a hundred values', () => {
    const run = having(noise(90, 7))
    run.take(1e-6, true)
    expect(run.isOn).toBe(false)
    for (const value of noise(200, 8)) run.take(value, true)
    run.take(1e-9, false)
    expect(run.isOn).toBe(false)
  })

  it('ends as normal if it lasts without being of another unit', () => {
    const values = noise(400, 9)
    // Some five in six of the usual size, in a cycle of 24 that never came to so little.
    const run = having(values.map((value, t) => value + 5 * Math.sin((2 * Math.PI * t) / 24)))
    if (run.isOn) run.end()
    let on = 0
    for (const [t, value] of noise(200, 10).entries()) {
      run.take(0.6 * (value + 5 * Math.sin((2 * Math.PI * t) / 24)), true)
      if (run.isOn) on++
    }
    expect(run.isOn).toBe(false)
    expect(on).toBeLessThan(60)
  })

  it('goes on from a snapshot, in a run too', () => {
    const one = having([...noise(300, 11), ...noise(3, 12, 1e-3)])
    expect(one.isOn).toBe(true)
    const other = new QuietRun()
    restore(other, snapshot(one))
    for (const value of [...noise(5, 13, 1e-3), ...noise(100, 14), ...noise(20, 15, 0.1)]) {
      for (const run of [one, other]) run.take(value, true)
      expect([other.isOn, other.isOfUnit]).toEqual([one.isOn, one.isOfUnit])
    }
  })
})
