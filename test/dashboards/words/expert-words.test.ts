import { describe, expect, it } from 'vitest'
import { expertWords } from '../../../dashboards/words/expert-words.ts'
import { everyExpertName } from '../../../src/defaults/expert-names.ts'

describe('the words for an expert', () => {
  it('exist for every expert of rxcast, and for no other', () => {
    expect(everyExpertName().filter((name) => expertWords(name) === '')).toEqual([])
    expect(expertWords('my own')).toBe('')
  })

  it('name the base of an LSTM, and the inputs of a regression', () => {
    expect(expertWords('lstm(rls(3), 0.0003)')).toBe(
      'an LSTM that corrects rls(3) (a linear regression on the last 3 values), learning rate 0.0003',
    )
    expect(expertWords('rls(12, week)')).toBe('a linear regression on the last 12 values and the time of the week')
    expect(expertWords('seasonalNaive(season 2)')).toBe('the value one season ago, of the second season')
    expect(expertWords('rls(1, year)')).toBe('a linear regression on the last value and the time of year')
    expect(expertWords('rls(week)')).toBe('a linear regression on the values of the last week')
    expect(expertWords('lstm(my own, 0.001)')).toBe('an LSTM that corrects my own, learning rate 0.001')
  })
})
