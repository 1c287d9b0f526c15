import { describe, expect, it } from 'vitest'
import { ResidualLstm, type ResidualLstmOptions } from '../../src/experts/residual-lstm.ts'
import { shape, steps, waves } from './steps.ts'

const options: ResidualLstmOptions = {
  halfLife: 100,
  cycles: {},
  season: 0,
  level: false,
  reach: 1,
  hidden: 8,
  window: 8,
  replays: 4,
  learningRate: 3e-3,
  replayRows: 256,
  seed: 1,
  engine: 'wasm',
}

function run(values: readonly number[], own: Partial<ResidualLstmOptions> = {}): number[] {
  const base = new Float64Array(1)
  const expert = new ResidualLstm(shape([1]), { ...options, ...own }, base, false)
  const out = new Float64Array(1)
  return steps(values).map((step) => {
    base[0] = step.values[0]!
    expert.learn(step)
    expert.forecast(out)
    return out[0]!
  })
}

describe('an LSTM over a base', () => {
  it('equals its base at first, and always if it does not learn', () => {
    const values = waves(60)
    expect(run(values).slice(0, 10)).toEqual(values.slice(0, 10))
    expect(run(values, { learningRate: 0 })).toEqual(values)
  })

  it('learns the residuals of its base: a wave that persistence always misses', () => {
    const values = Array.from({ length: 1500 }, (_, t) => Math.sin(t / 3) * 4)
    const said = run(values)
    let ours = 0
    let naive = 0
    for (let t = 1000; t < 1499; t++) {
      ours += Math.abs(values[t + 1]! - said[t]!)
      naive += Math.abs(values[t + 1]! - values[t]!)
    }
    expect(ours / naive).toBeLessThan(0.5)
  })

  it('takes a convolution and attention, and as many rows as they see', () => {
    const front = { convolution: { filters: 2, width: 30 }, attention: { steps: 60 } }
    const values = waves(60)
    const said = run(values, { engine: 'reference', front, replayRows: 10 })
    expect(said.slice(0, 10)).toEqual(values.slice(0, 10))
    expect(said).not.toEqual(run(values, { engine: 'reference', replayRows: 10 }))
  })

  it('learns nothing from stand-ins, and sleeps as long as its base', () => {
    const learned = (missing: boolean, based = true) => {
      const base = new Float64Array(1)
      const expert = new ResidualLstm(shape([1]), options, base, false)
      const out = new Float64Array(1)
      for (const [t, step] of steps(waves(60)).entries()) {
        if (missing && t % 2 === 0) step.missing[0] = 1
        base[0] = based ? step.values[0]! : Number.NaN
        expert.learn(step)
        expert.forecast(out)
      }
      return out[0]! - base[0]!
    }
    // Every other value is missing: each origin with a value has a target without one.
    expect(learned(true)).toBe(0)
    expect(learned(false)).not.toBe(0)
    expect(learned(false, false)).toBeNaN()
  })

  it('exposes its gates', () => {
    const base = new Float64Array(1)
    const expert = new ResidualLstm(shape([1]), options, base, false)
    for (const step of steps(waves(5))) expert.learn(step)
    expect(expert.cell.hidden).toBe(8)
    for (const gate of [expert.cell.input, expert.cell.forget, expert.cell.output])
      for (let j = 0; j < 8; j++) expect(gate[j]).toBeGreaterThan(0)
  })
})
