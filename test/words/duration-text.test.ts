import { describe, expect, it } from 'vitest'
import { durationText } from '../../src/words/duration-text.ts'

describe('durationText', () => {
  it('accepts a duration and leaves it as text', () => {
    for (const text of ['1d', '5min', '1mo', '1bd']) expect(durationText.parse(text)).toBe(text)
  })

  it('refuses anything else, and shows how to write a duration', () => {
    for (const text of ['', 'd', '0d', '1.5h', '1 fortnight', '-1d'])
      expect(durationText.safeParse(text).error!.issues[0]!.message).toMatch(/^a duration; write it such as 1d/)
  })
})
