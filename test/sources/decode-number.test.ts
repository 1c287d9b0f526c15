import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodePlainNumber, type NumberStyle, numberDecoder } from '../../src/sources/decode-number.ts'

const plain = { decimal: '.', thousands: '' } as const
const decodeNumber = (text: string, style: NumberStyle) => numberDecoder(style)(text)
const german = { decimal: ',', thousands: '.' } as const

describe('numberDecoder', () => {
  it('reads back every written double up to 1e150, and none beyond', () => {
    for (const text of ['1.0000000000000002e150', '-1e151', '1.7976931348623157e308', '1e400'])
      expect(decodeNumber(text, plain), text).toBeUndefined()
    fc.assert(
      fc.property(fc.double({ min: -1e150, max: 1e150, noNaN: true }), (x) => {
        expect(decodeNumber(String(x), plain) === x).toBe(true)
      }),
    )
  })

  it('reads digits and a point to the last bit', () => {
    const written = fc.stringMatching(/^-?\d{1,17}$/).chain((digits) =>
      fc.nat(digits.length).map((at) => {
        const place = Math.max(at, digits.startsWith('-') ? 1 : 0)
        return fc.boolean().map((point) => (point ? `${digits.slice(0, place)}.${digits.slice(place)}` : digits))
      }),
    )
    fc.assert(
      fc.property(
        written.chain((text) => text),
        (text) => {
          expect(Object.is(decodeNumber(text, plain), Number(text)), text).toBe(true)
        },
      ),
    )
  })

  it('refuses text that Number or parseFloat would accept', () => {
    for (const text of [
      '',
      ' ',
      '0x10',
      '1,234.5',
      '1e400',
      'Infinity',
      '-Infinity',
      'NaN',
      '1_000',
      '12abc',
      '.',
      '-',
      '1e',
      '1.2.3',
    ]) {
      expect(decodeNumber(text, plain), text).toBeUndefined()
    }
  })

  it('reads decimal commas and thousands separators if configured', () => {
    expect(decodeNumber('1.234.567,5', german)).toBe(1_234_567.5)
    expect(decodeNumber('-0,5', german)).toBe(-0.5)
    expect(decodeNumber('1,234.5', { decimal: '.', thousands: ',' })).toBe(1234.5)
    expect(decodeNumber('1 234', { decimal: ',', thousands: ' ' })).toBe(1234)
  })

  it('does not guess at separators in the wrong place', () => {
    for (const text of ['12,34.5', '1,23', ',123', '1,2345'])
      expect(decodeNumber(text, { decimal: '.', thousands: ',' }), text).toBeUndefined()
    expect(decodeNumber('1.5', { decimal: ',', thousands: '' })).toBeUndefined()
  })

  it('reads no-break spaces and curly apostrophes as the separators that they look like', () => {
    for (const space of [' ', '\u00a0', '\u202f', '\u2009'])
      expect(decodeNumber(`1${space}204${space}500,50`, { decimal: ',', thousands: ' ' })).toBe(1_204_500.5)
    expect(decodeNumber('1’204.5', { decimal: '.', thousands: "'" })).toBe(1204.5)
  })

  it('reads groups of two as in India', () => {
    expect(decodeNumber('12,34,567.5', { decimal: '.', thousands: ',' })).toBe(1_234_567.5)
    expect(decodeNumber('123,45,678', { decimal: '.', thousands: ',' })).toBeUndefined()
  })

  it('reads a minus written as a hyphen, a minus sign or an en dash', () => {
    for (const text of ['-5', '−5', '–5', '- 5', ' −5 ']) expect(decodePlainNumber(text), text).toBe(-5)
    for (const text of ['--5', '+-5', '5-', '-', '−']) expect(decodePlainNumber(text), text).toBeUndefined()
  })

  it('halves a limit, and reads a rough number, only with the option', () => {
    const style = { decimal: '.', thousands: ',', units: ['mg/L'], multiples: { K: 1e3 }, inexact: true } as const
    const texts = {
      '<1.47': 0.735,
      '≤ 3': 1.5,
      '< 0.5 mg/L': 0.25,
      '<2K': 1000,
      '>10': 10,
      '~1,210': 1210,
      'ca. 12': 12,
    }
    for (const [text, value] of Object.entries(texts)) {
      expect(decodeNumber(text, style), text).toBe(value)
      expect(decodeNumber(text, { ...style, inexact: false }), text).toBeUndefined()
    }
    for (const text of ['<', '<<1', '1<', 'cat 3']) expect(decodeNumber(text, style), text).toBeUndefined()
  })

  it('cuts off units before and after a number, around its sign and brackets', () => {
    const style = { decimal: '.', thousands: ',', units: ['$', 'US$', '€', '%', 'GiB', 'm3'], brackets: true } as const
    const texts = {
      ...{ '$1,204.50': 1204.5, '-$1.20': -1.2, '$-1.20': -1.2, '$ -1.20': -1.2, 'US$ 12': 12, '1.5 €': 1.5 },
      ...{ '12 %': 12, '12\u00a0%': 12, '+3 %': 3, '1.0 GiB': 1, '5 m3': 5, '3%': 3, '–2,000 €': -2000 },
      ...{ '(1,234)': -1234, '($1,234)': -1234, '$(1,234)': -1234, '1,234-': -1234, '1.5 € -': -1.5, '(3 %)': -3 },
    }
    for (const [text, value] of Object.entries(texts)) expect(decodeNumber(text, style), text).toBe(value)
    for (const text of ['$', '%', '()', '$$5', '5%%', '(5', '5)', '(-5)', '-(5)', '5 mm3', '(5-', 'GiB'])
      expect(decodeNumber(text, style), text).toBeUndefined()
    expect(decodeNumber('(5)', { ...style, brackets: false })).toBeUndefined()
  })

  it('multiplies, to the last bit for powers of ten', () => {
    const style = { decimal: '.', thousands: '', units: ['$'], multiples: { K: 1e3, M: 1e6, MiB: 1 / 1024 } } as const
    for (const [text, value] of [
      ['1.1M', 1_100_000],
      ['$1.3 M', 1_300_000],
      ['-0.29K', -290],
      ['1e3K', 1e6],
      ['512 MiB', 0.5],
    ] as const)
      expect(decodeNumber(text, style), text).toBe(value)
    expect(decodeNumber('1.1m', style)).toBeUndefined()
    expect(decodeNumber('9e149M', style)).toBeUndefined()
  })

  it('reads back what is written in any dress', () => {
    const mark = fc.constantFrom(['.', ','], [',', '.'], [',', ' '], ['.', "'"], [',', ''], ['.', '']) as fc.Arbitrary<
      ['.' | ',', string]
    >
    const unit = fc.constantFrom('', '$', '€', '%', 'MWh', '°C', 'µg/m3')
    const digits = fc.tuple(fc.nat(999_999_999), fc.nat(9999))
    fc.assert(
      fc.property(
        mark,
        unit,
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        digits,
        (marks, name, first, space, minus, n) => {
          const [decimal, thousands] = marks
          const whole = String(n[0]).replace(/\B(?=(\d{3})+$)/g, thousands)
          const fraction = String(n[1]).padStart(4, '0')
          const between = space ? ' ' : ''
          const body = `${whole}${decimal}${fraction}`
          // A unit with a digit comes after the number.
          const dressed = first && !/\d/.test(name) ? name + between + body : body + between + name
          const brackets = minus && space
          const text = brackets ? `(${dressed})` : minus ? `-${dressed}` : dressed
          const style = { decimal, thousands, units: name === '' ? [] : [name], brackets }
          expect(decodeNumber(text, style), text).toBe(Number(`${minus ? '-' : ''}${n[0]}.${fraction}`))
        },
      ),
    )
  })
})
