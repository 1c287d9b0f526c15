import { describe, expect, it } from 'vitest'
import { inOneLine, printable } from '../../src/series/printable.ts'

describe('printable', () => {
  it('writes control characters and changes of direction as escapes, and all other text as it is', () => {
    expect(printable('\u001b[31m\u0000\u007f\u0085\u202e\u2029')).toBe('\\u001b[31m\\u0000\\u007f\\u0085\\u202e\\u2029')
    expect(printable('grün 予測 👩‍🔬\ttab\nline')).toBe('grün 予測 👩‍🔬\ttab\nline')
  })
})

describe('inOneLine', () => {
  it('writes line breaks and tabs as escapes too', () => {
    expect(inOneLine('a\r\nb\tc')).toBe('a\\u000d\\nb\\tc')
  })
})
