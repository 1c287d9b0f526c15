import { describe, expect, it } from 'vitest'
import { ExpertErrors } from '../../src/forecaster/expert-errors.ts'
import { ExponentialWeights } from '../../src/forecaster/exponential-weights.ts'
import { MlPoly } from '../../src/forecaster/ml-poly.ts'
import { PriorWeights } from '../../src/forecaster/prior-weights.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const discount = { limit: 0.999, grows: false }
function mixture() {
  const errors = new ExpertErrors(2, 1, discount, false)
  const layer = new MlPoly(2, 1, discount)
  const chooser = new ExponentialWeights([0.9, 0.1], 1)
  const prior = new PriorWeights(2, [layer], chooser, errors)
  const learn = (times: number) => {
    for (let t = 0; t < times; t++) errors.learn(0, 0, 10, Float64Array.of(1, 2), 0)
  }
  const blended = (asleep = [0, 0]) => {
    layer.weights.fill(0.5)
    prior.blend(0, Uint8Array.from(asleep))
    return [...layer.weights]
  }
  return { prior, chooser, learn, blended }
}
const learned = [Float64Array.of(0.75, 0.25), Float64Array.of(0.6, 0.4)]

describe('weights of a prior', () => {
  it('change nothing if there are none', () => {
    const { blended, chooser } = mixture()
    expect(blended()).toEqual([0.5, 0.5])
    expect([...chooser.weights]).toEqual([0.9, 0.1])
  })

  it('are those of other series at first, and count as 40 targets', () => {
    const { blended, chooser, learn, prior } = mixture()
    prior.inherit(learned)
    expect([...chooser.weights]).toEqual([0.6, 0.4])
    expect(blended()).toEqual([0.75, 0.25])
    learn(40)
    expect(prior.targets).toBe(40)
    expect(blended()[0]).toBeCloseTo(0.625, 12)
    learn(4000)
    expect(blended()[0]).toBeCloseTo(0.5, 2)
  })

  it('are divided among the experts that are awake', () => {
    const { blended, prior } = mixture()
    prior.inherit(learned)
    expect(blended([1, 0])).toEqual([0, 1])
    // Everybody sleeps: nothing to divide them among.
    expect(blended([1, 1])).toEqual([0.5, 0.5])
  })

  it('are kept in the state', () => {
    const [first, second] = [mixture(), mixture()]
    first.prior.inherit(learned)
    restore(second.prior, snapshot(first.prior))
    expect(second.blended()).toEqual(first.blended())
    restore(second.prior, snapshot(mixture().prior))
    expect(second.blended()).toEqual([0.5, 0.5])
  })
})
