import { describe, expect, it } from 'vitest'
import { ChannelScale } from '../../src/forecaster/channel-scale.ts'
import { gaussian } from '../laws/series.ts'

const around = (count: number, seed = 1) => {
  const noise = gaussian(seed)
  return Array.from({ length: count }, () => 20 + noise())
}

describe('ChannelScale', () => {
  it('leaves values as they are, and divides what is too large or too small by a power of two', () => {
    const scale = new ChannelScale(1)
    expect([scale.known, scale.forecast(0, false)]).toEqual([false, Number.NaN])
    expect(scale.take(0.1, Number.NaN, false)).toEqual({ input: 0.1, changed: false, restarts: false })
    expect([scale.known, scale.toData(0.1, false)]).toEqual([true, 0.1])
    const taken = scale.take(1.3e200, Number.NaN, false)
    expect([taken.restarts, taken.input >= 1 && taken.input < 2]).toEqual([true, true])
    expect(scale.toData(taken.input, false)).toBe(1.3e200)
  })

  it('goes on with the same inputs after a change of unit, whatever it is', () => {
    for (const change of [
      (x: number) => 1000 * x,
      (x: number) => 1e-6 * x,
      (x: number) => x + 1e6,
      (x: number) => 1000 + 0.001 * x,
    ]) {
      const scale = new ChannelScale(1)
      const verdicts = around(300).map((x, t) => scale.take(t < 150 ? x : change(x), 20, false))
      expect(verdicts.filter(({ changed }) => changed)).toHaveLength(1)
      const after = verdicts.slice(180).map(({ input }) => input)
      const mean = after.reduce((sum, x) => sum + x, 0) / after.length
      const deviation = Math.sqrt(after.reduce((sum, x) => sum + (x - mean) ** 2, 0) / after.length)
      expect(Math.abs(mean - 20)).toBeLessThan(1)
      expect(Math.abs(Math.log(deviation))).toBeLessThan(0.5)
      const value = change(21.5)
      expect(scale.toData(scale.take(value, 20, false).input, false) / value).toBeCloseTo(1, 9)
    }
  })

  it('takes a change of unit of logarithms as a shift', () => {
    const scale = new ChannelScale(1)
    const verdicts = around(300).map((x, t) => scale.take(t < 150 ? x : 100 * x, Math.log(20), true))
    expect(verdicts.filter(({ changed }) => changed)).toHaveLength(1)
    expect(Math.abs(verdicts.at(-1)!.input - Math.log(20))).toBeLessThan(0.3)
    const [low, high] = scale.range
    expect([low > 1, high < Math.log(5000)]).toEqual([true, true])
  })

  it('repeats a value in doubt as the forecast, with intervals that allow for both the old and the new unit', () => {
    const scale = new ChannelScale(1)
    for (const x of around(100)) scale.take(x, 20, false)
    const said = () => [scale.end(19, 21, -1, false), scale.forecast(21, false), scale.end(23, 21, 1, false)]
    expect(said()).toEqual([19, 21, 23])
    expect(scale.take(5000, 20, false).input).toBeNaN()
    // By a factor of 250: the forecast of 21 is 1 more than was expected.
    expect(said()).toEqual([19, 5000, 5000 + 250 * 3])
    for (const x of around(10, 2)) scale.take(5000 + 100 * x, 20, false)
    const [lower, value, upper] = said()
    expect(lower).toBe(19)
    expect(upper! - value!).toBeGreaterThan(100)
  })

  it('clamps to the range, widened by its own width', () => {
    const scale = new ChannelScale(1)
    for (const x of [10, 14, 12]) scale.take(x, Number.NaN, false)
    const inputs = Float64Array.of(13, 100, -100, Number.NaN, 18, 6, 100)
    scale.clamp(inputs, 0, 6)
    expect([...inputs]).toEqual([13, 18, 6, Number.NaN, 18, 6, 100])
  })

  it('continues with values instead of logarithms', () => {
    const scale = new ChannelScale(1)
    for (const x of [10, 14]) scale.take(x, Number.NaN, true)
    scale.leaveLogarithms()
    expect(scale.range.map(Math.round)).toEqual([10, 14])
    expect(scale.take(-3, Number.NaN, false).input).toBe(-3)
  })
})
