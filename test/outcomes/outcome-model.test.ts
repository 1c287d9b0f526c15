import { describe, expect, it } from 'vitest'
import { OutcomeModel } from '../../src/outcomes/outcome-model.ts'
import { Rates } from '../../src/outcomes/rates.ts'
import { comparison, lastOf, steps } from './outcomes.ts'

const shape = { channels: 1, labels: 2, leads: [1] }
const rate = { name: 'rate', build: () => new Rates(shape) }

describe('OutcomeModel', () => {
  it('mixes the chosen experts after each has learned', () => {
    const model = new OutcomeModel(comparison('>', 0), [1], { recipes: [rate], mixed: [0] })
    const seen = steps([0, 1, 1], [1])
    for (const step of seen) model.advance(step)
    expect([...model.members[0]!]).toEqual(lastOf(new Rates(shape), seen, 1))
    expect(model.mixed[0]).toBeGreaterThan(0.5)
    expect([...model.labels.due]).toEqual([1])
  })

  it('lets an expert sleep whose probability is not a number', () => {
    const broken = {
      name: 'broken',
      build: () => ({
        learn() {},
        forecast: (out: Float64Array) => void out.fill(Number.POSITIVE_INFINITY),
        state() {},
      }),
    }
    const model = new OutcomeModel(comparison('>', 0), [1], { recipes: [rate, broken], mixed: [0, 1] })
    for (const step of steps([0, 1, 1], [1])) model.advance(step)
    expect([...model.members[1]!]).toEqual([Number.NaN])
    expect(model.mixed[0]).toBeGreaterThan(0)
    expect(model.mixed[0]).toBeLessThan(1)
  })
})
