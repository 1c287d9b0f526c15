import { describe, expect, it } from 'vitest'
import { expertWords } from '../../../dashboards/words/expert-words.ts'
import { everyExpertName } from '../../../src/defaults/expert-names.ts'

describe('the words for an expert', () => {
  it('are there for every expert that rxcast has, and for no other', () => {
    expect(everyExpertName().filter((name) => expertWords(name) === '')).toEqual([])
    expect(expertWords('my own')).toBe('')
  })

  it('say what an LSTM stands on, and what a regression looks at', () => {
    expect(expertWords('lstm(rls(3), 0.0003)')).toBe(
      'an LSTM that corrects rls(3) (a linear regression on the last 3 values), learning rate 0.0003',
    )
    expect(expertWords('rls(1, year)')).toBe('a linear regression on the last value and the time of year')
    expect(expertWords('rls(week)')).toBe('a linear regression on the values of the last week')
    expect(expertWords('lstm(my own, 0.001)')).toBe('an LSTM that corrects my own, learning rate 0.001')
  })
})
