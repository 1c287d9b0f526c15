import { expect, it } from 'vitest'
import { happenedWords, probability, valueWords } from '../../../dashboards/words/value-words.ts'

it('a probability is a whole percent, but never seems certain', () => {
  expect([0.244, 0.004, 0.9962, 0, 1, null].map(probability)).toEqual(['24 %', '0.4 %', '99.6 %', '0 %', '100 %', '–'])
})

it('an outcome happened, did not, or is not known', () => {
  expect([1, 0, Number.NaN].map(happenedWords)).toEqual(['happened', 'did not happen', 'not known'])
})

it('values are numbers unless the run forecasts outcomes', () => {
  const layout = { channels: 1, leads: [1], levels: [], experts: [], cells: [] }
  expect(valueWords({ layout }, 100)(0.5)).toBe('0.5')
  expect(valueWords({ layout: { ...layout, outcomes: true } }, 10)(0.5)).toBe('50 %')
})
