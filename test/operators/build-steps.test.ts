import { describe, expect, it } from 'vitest'
import { alertWord } from '../../src/operators/alert.ts'
import { buildSteps, channelsAfter } from '../../src/operators/build-steps.ts'
import { forecastWord } from '../../src/operators/forecast.ts'
import { inOrderWord } from '../../src/operators/in-order.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Context, StepWord } from '../../src/word.ts'

const names = { targets: ['price', 'state'], covariates: [], classes: { state: ['up', 'down'] } }
const step = (word: StepWord, argument: unknown) => ({ word, argument: word.argument.parse(argument) })

describe('channelsAfter', () => {
  it('is the targets, until a step forecasts outcomes', () => {
    expect(channelsAfter([step(inOrderWord, undefined)], names)).toEqual(['price', 'state'])
    expect(channelsAfter([step(forecastWord, { outcome: true })], names)).toEqual(['price', 'state=up', 'state=down'])
    expect(channelsAfter([step(forecastWord, { outcome: { slump: 'price < -3%' } })], names)).toEqual(['slump'])
  })
})

describe('buildSteps', () => {
  it('builds each step with the channels of those before it as targets', () => {
    const seen: (readonly string[])[] = []
    const spy: StepWord = {
      ...alertWord,
      build: (_argument, { targets }: Context) => {
        seen.push(targets)
        return (source) => source
      },
    }
    const spied = { word: spy, argument: undefined }
    buildSteps(
      [spied, step(forecastWord, { outcome: { up: 'price > 3' } }), spied],
      { ...names, seed: 1 },
      new Ledger(),
    )
    expect(seen).toEqual([names.targets, ['up']])
  })
})
