import { describe, expect, it } from 'vitest'
import { arrange } from '../../src/pipeline/arrange.ts'
import type { Fault } from '../../src/pipeline/check-call.ts'
import { registry } from '../../src/pipeline/registry.ts'

/** The steps that come of these words, or what is wrong with their order. */
function arranged(...names: string[]) {
  const calls = names.map((name, i) => {
    const word = registry.steps.find((one) => one.name === name)!
    return { word, argument: word.argument.parse(word.example), path: ['steps', i] }
  })
  const faults: Fault[] = []
  const { steps, added } = arrange(calls, registry.steps, faults)
  return {
    steps: steps.map(({ word }) => word.name),
    added,
    faults: faults.map(({ path, message }) => `${path.join('.')} ${message}`),
  }
}

describe('arrange', () => {
  it('leaves a whole pipeline as it is', () => {
    const whole = ['inOrder', 'fillGaps', 'forecast', 'score']
    expect(arranged(...whole)).toEqual({ steps: whole, added: [], faults: [] })
  })

  it('makes a whole pipeline of nothing', () => {
    expect(arranged()).toEqual({
      steps: ['inOrder', 'forecast', 'score'],
      added: ['inOrder', 'forecast', 'score'],
      faults: [],
    })
  })

  it('goes on from wherever the steps stop', () => {
    expect(arranged('inOrder', 'normalize').steps).toEqual(['inOrder', 'normalize', 'lookback', 'lstm', 'score'])
    expect(arranged('normalize', 'lookback', 'lstm').added).toEqual(['inOrder', 'score'])
    expect(arranged('calendar').steps).toEqual(['inOrder', 'calendar', 'forecast', 'score'])
  })

  it('asks the words what to add, not for their names', () => {
    const renamed = registry.steps.map((word) => ({ ...word, name: `my${word.name}` }))
    expect(arrange([], renamed, []).added).toEqual(['myinOrder', 'myforecast', 'myscore'])
  })

  it('continues from every stage', () => {
    for (const word of registry.steps) {
      const steps = arrange([{ word, argument: {}, path: ['steps', 0] }], registry.steps, []).steps
      if (word.accepts === 'Observation') expect(steps.at(-1)!.word.emits).toBe('Scored')
    }
    const ends = registry.steps.filter(({ added }) => added?.at === 'end')
    expect(ends.map(({ accepts }) => accepts).sort()).toEqual(['Forecast', 'Lookback', 'Observation', 'Scaled'])
  })

  it('says which step is in the way if that is in a wrong place itself', () => {
    expect(arranged('conformal', 'calendar').faults[1]).toMatch(/; put it before "conformal"$/)
    expect(arranged('conformal', 'forecast').faults[1]).toMatch(/; leave "conformal" out$/)
  })

  it('puts in arguments that the words accept', () => {
    const faults: Fault[] = []
    const { steps } = arrange([], registry.steps, faults)
    for (const { word, argument } of steps) expect(word.argument.safeParse(argument).success).toBe(true)
  })

  it('accepts calendar on either side of normalize, and keeps explicit settings', () => {
    expect(arranged('inOrder', 'normalize', 'calendar', 'lookback', 'lstm', 'score').faults).toEqual([])
  })

  it('says what a word expects, what it gets and which words lead there', () => {
    expect(arranged('inOrder', 'score').faults).toEqual([
      'steps.1 score: expects Forecast, got Observation; put "forecast" before it',
    ])
    expect(arranged('inOrder', 'lstm').faults).toEqual([
      'steps.1 lstm: expects Lookback, got Observation; put "normalize" and "lookback" before it',
    ])
    expect(arranged('normalize', 'lstm').faults).toEqual([
      'steps.1 lstm: expects Lookback, got Scaled; put "lookback" before it',
    ])
  })

  it('explains the conflict if no order is possible', () => {
    expect(arranged('normalize', 'fillGaps', 'lookback').faults[0]).toBe(
      'steps.1 fillGaps: expects Observation, got Scaled; put it before "normalize"',
    )
    expect(arranged('normalize', 'lookback', 'forecast').faults).toEqual([
      'steps.2 forecast: expects Observation, got Lookback; leave "normalize" and "lookback" out',
    ])
    expect(arranged('forecast', 'score', 'score').faults).toEqual([
      'steps.2 score: expects Forecast, got Scored; leave it out',
    ])
  })

  it('finds every wrong step, not only the first', () => {
    expect(arranged('lookback', 'score').faults).toHaveLength(2)
  })

  it('guesses nothing about the step after one that is wrong in itself', () => {
    const faults: Fault[] = []
    const score = registry.steps.find(({ name }) => name === 'score')!
    arrange([undefined, { word: score, argument: {}, path: ['steps', 1] }], registry.steps, faults)
    expect(faults).toEqual([])
  })
})
