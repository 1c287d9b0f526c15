import { describe, expect, it } from 'vitest'
import { outcomeExperts } from '../../src/outcomes/outcome-pool.ts'
import { comparison } from './outcomes.ts'

const settings = { seed: 1, engine: 'wasm' } as const
const ground = { leads: [1], columns: 2, known: 0, cadence: '1d', seasons: [365, 7], ...settings }
const words = { name: 'words', column: 0, classes: Array.from({ length: 20 }, (_, k) => `word ${k}`) }

describe('the experts of an outcome', () => {
  it('are rates, those by season and after the last labels, and regressions', () => {
    expect(outcomeExperts(comparison('>', 0), ground).map(({ name }) => name)).toEqual([
      'rate',
      'recentRate',
      'seasonRate',
      'seasonRate(season 2)',
      'markov(1)',
      'markov(2)',
      'logistic(labels)',
      'logistic(values)',
      'logistic(forecast)',
      'lstm(markov(1), 0.0002)',
      'lstm(logistic(labels), 0.0001)',
    ])
  })

  it('of many classes have no pairs of labels, and no forecast of the value', () => {
    expect(outcomeExperts(words, { ...ground, seasons: [] }).map(({ name }) => name)).toEqual([
      'rate',
      'recentRate',
      'markov(1)',
      'logistic(labels)',
      'logistic(values)',
      'lstm(markov(1), 0.0002)',
      'lstm(logistic(labels), 0.0001)',
    ])
    const more = { ...words, classes: [...words.classes, 'word 20'] }
    expect(outcomeExperts(more, ground).some(({ name }) => name.startsWith('lstm'))).toBe(false)
  })

  it('exist for every cadence', () => {
    for (const cadence of ['1h', '1d', '1w', '1bd', '1mo', '3mo', undefined]) {
      const recipes = outcomeExperts(comparison('>', 0), { ...ground, cadence, seasons: [] })
      for (const recipe of recipes) expect(recipe.build(Float64Array.of(0.5))).toHaveProperty('learn')
    }
  })
})
