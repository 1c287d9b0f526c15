import { describe, expect, it } from 'vitest'
import { outcomeExperts } from '../../src/outcomes/outcome-pool.ts'
import { comparison } from './outcomes.ts'

const namesOf = (...[outcome, leads, seasons]: Parameters<typeof outcomeExperts>) =>
  outcomeExperts(outcome, leads, seasons).map(({ name }) => name)

describe('outcomeExperts', () => {
  it('are the rates, those by season and those after the last labels', () => {
    expect(namesOf(comparison('>', 0), [1], [365, 7])).toEqual([
      'rate',
      'recentRate',
      'seasonRate',
      'seasonRate(season 2)',
      'markov(1)',
      'markov(2)',
    ])
  })

  it('have no pairs of labels if there are many classes', () => {
    const classes = Array.from({ length: 20 }, (_, k) => `word ${k}`)
    expect(namesOf({ name: 'words', column: 0, classes }, [1], [])).toEqual(['rate', 'recentRate', 'markov(1)'])
  })
})
