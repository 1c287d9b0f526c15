import { describe, expect, it } from 'vitest'
import { explainOutcomes } from '../../src/outcomes/explain-outcomes.ts'
import { parseOutcomes } from '../../src/outcomes/parse-outcomes.ts'

const columns = { targets: ['precipitation', 'weather'], classes: { weather: ['sun', 'fog', 'rain'] } }
const text = (rules: boolean | Record<string, string>, options: object = {}) =>
  explainOutcomes({ leads: [1, 2], outcomes: parseOutcomes(rules, columns), channels: 2, seed: 7, ...options }, rules)

describe('explainOutcomes', () => {
  it('says of each outcome what is asked, by whom it is answered, and with which LSTMs', () => {
    expect(text({ rain: 'precipitation > 0' }, { cadence: '1d', season: [365] })).toEqual([
      'kind daily, by the cadence',
      'season 365 steps',
      'leads 1, 2',
      'outcome rain: precipitation > 0, at the lead',
      'experts of rain, all that suit it: rate, recentRate, seasonRate, markov(1), markov(2), logistic(labels), logistic(values), logistic(forecast), lstm(markov(1), 0.0002), lstm(logistic(labels), 0.0001)',
      'LSTMs: 16 cells, 8 steps and 2 old windows a gradient, 512 steps kept, wasm engine, seed 7',
      'mixture by Bayes’ rule on the log loss, for each outcome and lead on its own; over it a stack of the experts and the base rate, weighed likewise',
    ])
  })

  it('tells leads together from one lead, words from a comparison, and what was asked for', () => {
    const all = text({ wet: 'any precipitation > p95', dry: ' all precipitation = 0' }, { experts: ['rate'] })
    expect(all).toContain('outcome wet: precipitation > p95, at least once at leads 1 to it')
    expect(all).toContain('outcome dry: precipitation = 0, each time at leads 1 to it')
    expect(all).toContain('experts of dry, as asked: rate')
    expect(all.join()).toContain('LSTMs none')
    const words = text(true, { cadence: '1mo', experts: ['rate', 'logistic(forecast)'] })
    expect(words).toContain('outcome precipitation: precipitation = 1, at the lead')
    expect(words).toContain('outcome weather: which of 3 words')
    expect(words).toContain('experts of weather, as asked: rate')
  })
})
