import { describe, expect, it } from 'vitest'
import { demandKnown, outcomeExperts, selectExperts } from '../../src/outcomes/outcome-pool.ts'
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
    ])
  })

  it('exist for every cadence', () => {
    for (const cadence of ['1h', '1d', '1w', '1bd', '1mo', '3mo', undefined]) {
      const recipes = outcomeExperts(comparison('>', 0), { ...ground, cadence, seasons: [] })
      for (const recipe of recipes) expect(recipe.build(Float64Array.of(0.5))).toHaveProperty('learn')
    }
  })

  it('chosen by name are mixed alone, with their bases built', () => {
    const { mixed, recipes } = selectExperts(outcomeExperts(comparison('>', 0), ground), ['logistic(labels)'])
    expect(recipes.map(({ name }) => name)).toEqual(['rate', 'logistic(labels)'])
    expect(mixed).toEqual([1])
  })

  it('are refused if no outcome has them', () => {
    const pools = [outcomeExperts(comparison('>', 0), ground), outcomeExperts(words, ground)]
    demandKnown(pools, ['logistic(forecast)'])
    expect(() => demandKnown(pools, ['rate', 'markow(1)'])).toThrow(
      'forecast.experts.1: expected the name of an expert of these outcomes, got "markow(1)"; did you mean "markov(1)"?',
    )
  })
})
