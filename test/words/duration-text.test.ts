import { describe, expect, it } from 'vitest'
import { durationText } from '../../src/words/duration-text.ts'

describe('durationText', () => {
  it('accepts a duration and leaves it as text', () => {
    for (const text of ['1d', '5min', '1mo', '1bd', '1h 09:30-15:30 mon-fri +09:00'])
      expect(durationText.parse(text)).toBe(text)
  })

  it('refuses anything else, and shows how to write a duration', () => {
    for (const text of ['', 'd', '0d', '1.5h', '1 fortnight', '-1d'])
      expect(durationText.safeParse(text).error!.issues[0]!.message).toMatch(/^a duration; write it such as 1d, 12h/)
  })

  it('shows words that may follow, if others do', () => {
    const { error } = durationText.safeParse('1d weekdays')
    expect(error!.issues[0]!.message).toMatch(/^a duration; write it such as 1d mon-sat, 1bd sun-thu, 1mo end/)
  })
})
