import { describe, expect, it } from 'vitest'
import { OutcomeModel } from '../../src/outcomes/outcome-model.ts'
import { OutcomesInside } from '../../src/outcomes/outcomes-inside.ts'
import { Rates } from '../../src/outcomes/rates.ts'
import { comparison, steps } from './outcomes.ts'

const leads = [1, 2]
const binary = { channels: 1, labels: 2, leads }
const classes = { channels: 3, labels: 3, leads }
const recipe = (name: string, shape: typeof binary) => ({ name, build: () => new Rates(shape) })

describe('OutcomesInside', () => {
  it('has the experts of all outcomes; one that an outcome lacks has no weight and no forecast', () => {
    const rain = new OutcomeModel(comparison('>', 0), leads, [recipe('rate', binary), recipe('other', binary)])
    const weather = { name: 'weather', column: 0, classes: ['a', 'b', 'c'] }
    const words = new OutcomeModel(weather, leads, [recipe('rate', classes)])
    for (const step of steps([0, 1, 1], leads)) {
      rain.advance(step)
      words.advance(step)
    }
    const inside = new OutcomesInside([rain, words], leads.length)
    expect(inside.experts).toEqual(['rate', 'other'])
    expect([...inside.weights]).toEqual([0.5, 0.5, 1, 1, 1, 1, 1, 1, 0.5, 0.5, 0, 0, 0, 0, 0, 0])
    expect([...inside.forecasts.subarray(0, 8)]).toEqual([...rain.views[0]!, ...words.views[0]!])
    expect([...inside.forecasts.subarray(10)]).toEqual(new Array(6).fill(Number.NaN))
    expect(inside.cells).toEqual([])
  })
})
