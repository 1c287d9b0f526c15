import { describe, expect, it } from 'vitest'
import { expertProblems, selectExperts } from '../../src/outcomes/chosen-experts.ts'
import { comparison } from './outcomes.ts'

const words = { name: 'words', column: 0, classes: Array.from({ length: 20 }, (_, k) => `word ${k}`) }
const options = { leads: [1], channels: 2, cadence: '1d', season: [365, 7], outcomes: [comparison('>', 0), words] }

describe('the chosen experts', () => {
  it('are mixed alone, with their bases built', () => {
    const [first] = selectExperts({ ...options, experts: ['logistic(labels)'] })
    expect(first!.recipes.map(({ name }) => name)).toEqual(['rate', 'logistic(labels)'])
    expect(first!.mixed).toEqual([1])
  })

  it('are all of those that suit an outcome if none are chosen', () => {
    const [first, second] = selectExperts(options)
    expect([first!.mixed.length, second!.mixed.length]).toEqual([11, 9])
  })

  it('must be experts of one of the outcomes', () => {
    expect(expertProblems({ ...options, experts: ['rate', 'markow(1)'] })).toEqual([
      {
        path: ['experts', 1],
        message: 'expected the name of an expert of these outcomes, got "markow(1)"; did you mean "markov(1)"?',
      },
    ])
    const [problem] = expertProblems({ ...options, season: [], experts: ['seasonRate'] })
    expect(problem!.message).toMatch(/got "seasonRate"; known are rate, recentRate, markov\(1\)/)
  })

  it('must have one for each outcome', () => {
    expect(expertProblems({ ...options, experts: ['logistic(forecast)', 'rate'] })).toEqual([])
    const [problem, ...others] = expertProblems({ ...options, experts: ['logistic(forecast)'] })
    expect(others).toEqual([])
    expect(problem!.path).toEqual(['experts'])
    expect(problem!.message).toMatch(
      /^expected an expert of words, got only logistic\(forecast\); add one of rate, recentRate, seasonRate,/,
    )
  })
})
