import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeNumber, numberHint } from '../../src/sources/decode-number.ts'

const plain = { decimal: '.', thousands: '' } as const
const german = { decimal: ',', thousands: '.' } as const

describe('decodeNumber', () => {
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
})

describe('numberHint', () => {
  it('names the option that would read the text', () => {
    expect(numberHint('3,14', plain)).toContain('decimal to ","')
    expect(numberHint('1.234,5', plain)).toBe('set decimal to "," and thousands to "."')
    expect(numberHint('1,234,567', plain)).toBe('set thousands to ","')
    expect(numberHint('1.5', { decimal: ',', thousands: '' })).toBe('set decimal to "."')
    expect(numberHint('1,7e308', { decimal: ',', thousands: '' })).toBe(
      'numbers go up to ±1e150: correct the cell, or list it under missing',
    )
    expect(numberHint('n/a', plain)).toBe('')
  })
})
