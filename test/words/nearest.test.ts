import { describe, expect, it } from 'vitest'
import { nearest } from '../../src/words/nearest.ts'

describe('nearest', () => {
  it('finds the closest name, whatever the case', () => {
    expect(nearest('horizn', ['season', 'horizon'])).toBe('horizon')
    expect(nearest('tempmax', ['temp_max', 'temp_min'])).toBe('temp_max')
    expect(nearest('FILLGAPS', ['fillGaps'])).toBe('fillGaps')
    expect(nearest('ma', ['AM', 'MA'])).toBe('MA')
  })

  it('counts swapped letters as one mistake, however short the word', () => {
    expect(nearest('cvs', ['csv', 'ndjson'])).toBe('csv')
    expect(nearest('form', ['from', 'season'])).toBe('from')
  })

  it('suggests nothing if nothing is close', () => {
    expect(nearest('wind', ['date'])).toBeUndefined()
    expect(nearest('zebra', ['score', 'forecast'])).toBeUndefined()
    expect(nearest('a', [])).toBeUndefined()
  })
})
