import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { publicHolidays } from '../../src/holidays/public-holidays.ts'

const day = (text: string) => Date.parse(text) / 86_400_000

describe('publicHolidays', () => {
  it('knows those of a state, and not of its neighbour', async () => {
    const [bavaria, berlin] = await Promise.all(['DE-BY', 'DE-BE'].map((region) => publicHolidays(region)))
    for (const text of ['2024-01-01', '2024-05-09', '2024-12-26']) {
      expect(bavaria!.days).toContain(day(text))
      expect(berlin!.days).toContain(day(text))
    }
    expect(bavaria!.days).toContain(day('2024-01-06'))
    expect(berlin!.days).not.toContain(day('2024-01-06'))
  })

  it('takes days by their local date, also those that begin in the evening before', async () => {
    const { days } = await publicHolidays('IL')
    expect(days).toContain(day('2024-04-23'))
    expect(days).not.toContain(day('2024-04-22'))
  })

  it('names each day in English, and all that fall on one', async () => {
    const { days, names } = await publicHolidays('DE-BY')
    expect(names).toHaveLength(days.length)
    expect(names![days.indexOf(day('2024-05-30'))]).toBe('Corpus Christi')
    expect(names![days.indexOf(day('2008-05-01'))]).toBe('Labour Day, Ascension Day')
  })

  it.each([
    [
      'XX',
      'the code of a country, such as DE, or of a state, such as DE-BY, got "XX"; there are XK (Republika e Kosovës)',
    ],
    ['DE-XX', 'a state of DE'],
    ['de-by', 'got "de-by"; did you mean "DE-BY"?'],
    ['ma', 'got "ma"; did you mean "MA"?'],
    ['DE-by-A', 'got "DE-by-A"; did you mean "DE-BY-A"?'],
    ['GB-EGN', 'got "GB-EGN"; did you mean "GB-ENG"?'],
  ])('refuses %s', async (region, expected) => {
    await expect(publicHolidays(region)).rejects.toThrow(ConfigError)
    await expect(publicHolidays(region)).rejects.toThrow(expected)
  })
})
