import { describe, expect, it } from 'vitest'
import { WindowForecaster } from '../../src/experts/window-forecaster.ts'
import { Lstm } from '../../src/lstm/lstm.ts'
import { lookback } from '../../src/operators/lookback.ts'
import { normalize } from '../../src/operators/normalize.ts'
import { daily, emitted } from '../operators/observe.ts'

const network = { hidden: 5, layers: 1, learningRate: 1e-2, replays: 2, seed: 9, engine: 'wasm' } as const
const options = { ...network, cadence: '1d' }
const clip = (x: number) => Math.max(-6, Math.min(6, x))

describe('WindowForecaster', () => {
  it('trains the network as its definition, written out with whole lists', () => {
    const n = 3
    const leads = [1, 4]
    const values = Array.from({ length: 80 }, (_, i) => 20 + (i % 5) + (i % 3) * 0.5)
    const covariates = values.map((_, i) => [(i % 4) - 1])
    const scaled = emitted(daily(values, covariates), normalize())
    const windows = emitted(scaled, lookback(n))
    const forecaster = new WindowForecaster({ ...options, leads, channels: 1, covariates: 1, window: n })
    const said = windows.map((window) => [...forecaster.observe(window).values])

    // The same by hand. Rows before the nth are shown but not learned from; the target of a lead is the change since its origin in the spread
    // of that origin; the inputs are the scaled value, its change within the window, and the covariate.
    const lstm = new Lstm({ ...network, leads, channels: 1, inputs: 3, window: n, memory: 4096 })
    const level = scaled.map((row) => row.values[0]!)
    const expected = values.flatMap((value, t) => {
      const targets = leads.map((lead) => {
        const origin = t - lead
        if (origin < n - 1) return Number.NaN
        return clip((value - values[origin]!) / scaled[origin]!.scale.spread[0]!)
      })
      lstm.learn(Float64Array.from(targets))
      const change = t === 0 ? 0 : level[t]! - level[t - 1]!
      const outputs = lstm.step(Float64Array.of(clip(level[t]!), clip(change), clip(scaled[t]!.covariates![0]!)))
      const now = Array.from(outputs, (output) => value + scaled[t]!.scale.spread[0]! * output)
      return t < n - 1 ? [] : [now]
    })
    expect(said).toEqual(expected)
    // It has learned something, or nothing would be shown.
    expect(said.at(-1)![0]).not.toBe(values.at(-1))
  })

  it('keeps channels apart: each is forecast from its own value, all with the same weights', () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({ time: i, values: [i % 4, 100 + (i % 4)], covariates: [] }))
    const windows = emitted(emitted(rows, normalize()), lookback(4))
    const forecaster = new WindowForecaster({ ...options, leads: [1, 2], channels: 2, covariates: 0, window: 4 })
    for (const window of windows) {
      const [a1, a2, b1, b2] = forecaster.observe(window).values
      expect([b1! - 100, b2! - 100].map((x) => x.toFixed(6))).toEqual([a1!, a2!].map((x) => x.toFixed(6)))
    }
  })

  it('has windows longer than the default memory', () => {
    const windows = emitted(emitted(daily(Array.from({ length: 5001 }, (_, i) => i % 7)), normalize()), lookback(5000))
    const forecaster = new WindowForecaster({
      ...options,
      leads: [1],
      channels: 1,
      covariates: 0,
      window: 5000,
      learningRate: 0,
    })
    expect(windows.map((window) => forecaster.observe(window).values[0])).toEqual([1, 2].map((i) => (4998 + i) % 7))
  })
})
