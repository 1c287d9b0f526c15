import { describe, expect, it } from 'vitest'
import { choose, chosenExperts, defaults } from '../../src/forecaster/choices.ts'
import { explain } from '../../src/forecaster/explain.ts'
import { forecastWord } from '../../src/operators/forecast.ts'

const least = { leads: [1, 2], channels: 1 }

describe('choose', () => {
  it('takes the defaults for what is left out or undefined, and what is said for the rest', () => {
    expect(choose(least)).toMatchObject(defaults)
    expect(choose({ ...least, hidden: undefined, seed: undefined })).toMatchObject(defaults)
    expect(choose({ ...least, hidden: 8, mixture: 'boa', levels: [0.5] })).toMatchObject({
      hidden: 8,
      mixture: 'boa',
      levels: [0.5],
      memory: defaults.memory,
    })
  })

  it('decides kind and scale by the cadence', () => {
    expect(choose({ ...least, cadence: '1bd' })).toMatchObject({ kind: 'price', logarithmic: true })
    expect(choose({ ...least, cadence: '1bd', scale: 'linear' }).logarithmic).toBe(false)
    expect(choose({ ...least, cadence: '1h', season: 24 })).toMatchObject({ kind: 'hourly', logarithmic: false })
  })

  it('is what the word forecast and the explanation say too', () => {
    const { gaps, hidden, memory, mixture, engine } = defaults
    expect(forecastWord.argument.parse({})).toMatchObject({ gaps, hidden, memory, mixture, engine })
    expect(explain(least).join()).toContain(
      `${hidden} cells, 8 steps and 4 old windows a gradient, ${memory} steps kept, ${engine} engine, seed ${defaults.seed}`,
    )
  })
})

it('chosenExperts keeps to the names asked for, with their bases built beside', () => {
  const { mixed, recipes } = chosenExperts(choose({ ...least, experts: ['rls(3)'] }), false)
  expect(recipes.map(({ name }) => name)).toEqual(['persistence', 'rls(3)'])
  expect(mixed).toEqual([1])
})
