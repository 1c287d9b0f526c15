import { expect, it } from 'vitest'
import { everyOutcomeExpert } from '../../src/outcomes/outcome-expert-names.ts'

it('the names of experts of outcomes are those of any cadence, each once', () => {
  const names = everyOutcomeExpert()
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(
    expect.arrayContaining([
      'rate',
      'seasonRate(season 2)',
      'markov(2)',
      'logistic(forecast)',
      'lstm(markov(1), 0.0002)',
    ]),
  )
  expect(names).toContain('lstm(logistic(forecast), 0.0001)')
})
