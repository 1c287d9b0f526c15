import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numberDecoder } from '../../src/sources/decode-number.ts'
import { numberHint } from '../../src/sources/number-hint.ts'

const plain = { decimal: '.', thousands: '' } as const

describe('numberHint', () => {
  it('names the option that would read the text', () => {
    expect(numberHint('3,14', plain)).toBe('set decimal to ","')
    expect(numberHint('1,234', plain)).toBe('set thousands to ",", or decimal to "," if that is meant')
    expect(numberHint('1.234,5', plain)).toBe('set decimal to "," and thousands to "."')
    expect(numberHint('1,234,567', plain)).toBe('set thousands to ","')
    expect(numberHint('1.5', { decimal: ',', thousands: '' })).toBe('set decimal to "."')
    expect(numberHint('1,7e308', { decimal: ',', thousands: '' })).toBe(
      'numbers go up to ±1e150: correct the cell, or list it under missing',
    )
    expect(numberHint('n/a', plain)).toBe('')
    expect(numberHint('False', plain)).toBe(
      'list it under missing if it stands for no value, or set replace to { true: 1, false: 0 }',
    )
  })

  it('names units, brackets, multiples and replacements', () => {
    for (const [text, hint] of [
      ['12 %', 'set units to ["%"]'],
      ['-$1,204.50', 'set thousands to "," and units to ["$"]'],
      ['1.204,50 €', 'set decimal to "," and thousands to "." and units to ["€"]'],
      ['1\u202f204,50', 'set decimal to "," and thousands to " "'],
      ['(1.5)', 'set brackets to true'],
      ['1.3M', 'set multiples to { "M": 1000000 }'],
      [
        '<1',
        'set replace to { "<1": … } with a number for it, or inexact to true for half of all limits, or list it under missing',
      ],
      ['2024-01-01', ''],
      ['12:30', ''],
      ['5 10', ''],
    ] as const)
      expect(numberHint(text, plain), text).toBe(hint)
    expect(numberHint('$-3', { ...plain, units: ['$'], thousands: ',' })).toBe('')
  })

  it('names an option that reads the text, if it names any', () => {
    const text = fc.stringMatching(/^-?[$(]?\d{1,4}([.,' ]\d{2,3}){0,3}[)]?( ?(%|€|kW))?$/)
    fc.assert(
      fc.property(text, (text) => {
        const hint = numberHint(text, plain)
        const read = (name: string) => new RegExp(`${name} to (\\[.*?\\]|"[^"]*"|true)`).exec(hint)?.[1]
        const option = (name: string) => (read(name) === undefined ? undefined : JSON.parse(read(name)!))
        const style = {
          decimal: option('decimal') ?? '.',
          thousands: option('thousands') ?? '',
          units: option('units') ?? [],
          brackets: option('brackets') ?? false,
        }
        if (hint !== '' && !hint.includes(', or ')) expect(numberDecoder(style)(text), `${text} ${hint}`).toBeDefined()
      }),
    )
  })
})
