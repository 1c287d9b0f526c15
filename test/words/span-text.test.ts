import { expect, it } from 'vitest'
import { spanMs, spanText } from '../../src/words/span-text.ts'

it('reads a span of fixed length, and nothing else', () => {
  expect(spanMs('500ms')).toBe(500)
  expect(spanMs('1min')).toBe(60_000)
  for (const text of ['1mo', '1bd', '0s', 'soon', '']) expect(spanMs(text)).toBeUndefined()
  expect(spanText.safeParse('10s').success).toBe(true)
  expect(spanText.safeParse('1y').success).toBe(false)
})
