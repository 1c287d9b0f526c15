import { describe, expect, it } from 'vitest'
import { LogScale } from '../../src/forecaster/log-scale.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const [low, high] = [Math.log(800), Math.log(1600)]
const staysAt = (value: number, lowest = low, highest = high) => {
  const scale = new LogScale(true, false)
  scale.see(value, 5, lowest, highest)
  return scale.on
}

describe('LogScale', () => {
  it('ends at a value of 0 or less, or far below all before it', () => {
    expect([0, -1, 2, 199].map((value) => staysAt(value))).toEqual([false, false, false, false])
    expect([201, 1000, 1e9, Number.NaN].map((value) => staysAt(value))).toEqual([true, true, true, true])
  })

  it('compares with the range of the values so far', () => {
    // From 10 to 1,000, twice the range is a factor of 10,000.
    const wide = (value: number) => staysAt(value, Math.log(10), Math.log(1000))
    expect([0.0011, 0.0009].map(wide)).toEqual([true, false])
  })

  it('needs a value before', () => {
    expect(staysAt(1e-9, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBe(true)
  })

  it('reports why it ended, also after a snapshot', () => {
    const scale = new LogScale(true, false)
    expect(scale.warning).toBeUndefined()
    scale.see(2, 5, low, high)
    const restored = new LogScale(true, false)
    restore(restored, snapshot(scale))
    restored.see(0, 6, low, high)
    expect([restored.on, restored.warning]).toEqual([
      false,
      'linear scale since 2 at 1970-01-01T00:00:00.005Z: it has no logarithm, or one far below all before it',
    ])
  })

  it('stays if it is fixed, and reports what that does', () => {
    const scale = new LogScale(true, true)
    scale.see(2, 5, low, high)
    expect(scale.warning).toMatch(/^scale: log, but 1 value is near 0 or less, first 2 at 1970-01-01T00:00:00.005Z; /)
    scale.see(0, 6, low, high)
    expect([scale.on, scale.warning]).toEqual([true, expect.stringMatching(/^scale: log, but 2 values are near 0/)])
  })

  it('looks at nothing on a linear scale', () => {
    const scale = new LogScale(false, false)
    scale.see(0, 5, 1, 2)
    expect(scale.warning).toBeUndefined()
  })
})
