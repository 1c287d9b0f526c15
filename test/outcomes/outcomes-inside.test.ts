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
  it('has the experts of all outcomes and the stack; one that an outcome lacks has no weight and no forecast', () => {
    const recipes = [recipe('rate', binary), recipe('other', binary)]
    const rain = new OutcomeModel(comparison('>', 0), leads, { recipes, mixed: [0, 1] })
    const weather = { name: 'weather', column: 0, classes: ['a', 'b', 'c'] }
    const words = new OutcomeModel(weather, leads, { recipes: [recipe('rate', classes)], mixed: [0] })
    for (const step of steps([0, 1, 1], leads)) {
      rain.advance(step)
      words.advance(step)
    }
    const inside = new OutcomesInside([rain, words], leads.length)
    expect(inside.experts).toEqual(['rate', 'other', 'stack'])
    const { forecasts, weights } = inside
    for (let at = 0; at < 8; at++) expect(weights[at]! + weights[8 + at]! + weights[16 + at]!).toBeCloseTo(1, 12)
    expect([...weights.subarray(10, 16)]).toEqual(new Array(6).fill(0))
    expect([...forecasts.subarray(0, 8)]).toEqual([...rain.members[0]!, ...words.members[0]!])
    expect([...forecasts.subarray(10, 16)]).toEqual(new Array(6).fill(Number.NaN))
    // The mixture is the weighted mean.
    expect(weights[0]! * forecasts[0]! + weights[8]! * forecasts[8]! + weights[16]! * forecasts[16]!).toBeCloseTo(
      rain.mixed[0]!,
      12,
    )
    expect(inside.cells).toEqual([])
  })
})
