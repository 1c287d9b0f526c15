import { describe, expect, it } from 'vitest'
import { OutcomeModel } from '../../src/outcomes/outcome-model.ts'
import { Rates } from '../../src/outcomes/rates.ts'
import { comparison, steps } from './outcomes.ts'

const shape = { channels: 1, labels: 2, leads: [1] }

describe('OutcomeModel', () => {
  it('mixes its experts after each has learned', () => {
    const model = new OutcomeModel(comparison('>', 0), [1], [{ name: 'rate', build: () => new Rates(shape) }])
    for (const step of steps([0, 1, 1], [1])) model.advance(step)
    expect([...model.mixed]).toEqual([2.5 / 3])
    expect([...model.views[0]!]).toEqual([2.5 / 3])
    expect([...model.labels.due]).toEqual([1])
  })
})
