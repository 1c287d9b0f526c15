import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecastHeader, forecastRows, nameCell, nameIn, TimeTexts } from '../../src/sinks/forecast-rows.ts'
import { formatTimestamp } from '../../src/time/timestamp.ts'
import { zoneOf } from '../../src/time/zone.ts'
import { scoredOf } from './scored.ts'

describe('forecastHeader', () => {
  it('names a pair of columns for each level, in percent', () => {
    expect(forecastHeader([0.8, 0.95])).toBe('series,origin,time,lead,forecast,lower_80,upper_80,lower_95,upper_95\n')
    expect(forecastHeader([0.975, 0.29])).toBe(
      'series,origin,time,lead,forecast,lower_97.5,upper_97.5,lower_29,upper_29\n',
    )
    expect(forecastHeader([])).toBe('series,origin,time,lead,forecast\n')
  })
})

describe('forecastRows', () => {
  it('writes a row for each series and lead, with empty cells for unknown values', () => {
    const rows = forecastRows(scoredOf(0, [1.5, Number.NaN, 0.1 + 0.2, 1e-7]), ['a', 'b'], new TimeTexts())
    expect(rows.split('\n')).toEqual([
      'a,1970-01-01T00:00:00.000Z,1970-01-02T00:00:00.000Z,1,1.5,0.5,2.5',
      'a,1970-01-01T00:00:00.000Z,1970-01-03T00:00:00.000Z,2,,,',
      'b,1970-01-01T00:00:00.000Z,1970-01-02T00:00:00.000Z,1,0.30000000000000004,-0.7,1.3',
      'b,1970-01-01T00:00:00.000Z,1970-01-03T00:00:00.000Z,2,1e-7,-0.9999999,1.0000001',
      '',
    ])
  })
})

describe('TimeTexts', () => {
  it('writes every time as formatTimestamp does', () => {
    const times = new TimeTexts()
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(-20, 0, 1), max: Date.UTC(12_000, 0, 1) }),
        fc.constantFrom(0.125, 1, 1000, 60_000, 86_400_000),
        (any, unit) => {
          const time = unit < 1 ? any + unit : Math.floor(any / unit) * unit
          expect([times.text(time), times.text(time)]).toEqual([formatTimestamp(time), formatTimestamp(time)])
        },
      ),
    )
    expect(times.text(Number.NaN)).toBe('')
  })

  it('writes the clocks of a zone, with their offset', () => {
    const tokyo = new TimeTexts(zoneOf('+09:00'))
    expect(tokyo.text(Date.parse('2024-02-07T15:00Z'))).toBe('2024-02-08T00:00:00.000+09:00')
    const berlin = new TimeTexts(zoneOf('Europe/Berlin'))
    expect(['2024-03-30T23:00Z', '2024-03-31T22:00:00.5Z'].map((time) => berlin.text(Date.parse(time)))).toEqual([
      '2024-03-31T00:00:00.000+01:00',
      '2024-04-01T00:00:00.500+02:00',
    ])
  })
})

describe('nameCell', () => {
  it('quotes text that would break a row', () => {
    expect(['plain', 'a,b', 'say "hi"', 'two\nlines'].map(nameCell)).toEqual([
      'plain',
      '"a,b"',
      '"say ""hi"""',
      '"two\nlines"',
    ])
  })

  it('puts an apostrophe before what a spreadsheet would run as a formula', () => {
    const formulas = ['=1+1', '+A1', '-A1', '@SUM(A1)', '\t=1', '=cmd|"/C calc"!A0', '＝1']
    expect(formulas.map(nameCell)).toEqual([
      "'=1+1",
      "'+A1",
      "'-A1",
      "'@SUM(A1)",
      "'\t=1",
      `"'=cmd|""/C calc""!A0"`,
      "'＝1",
    ])
    expect(nameCell('\r=1')).toBe(`"'\r=1"`)
  })

  it('leaves numbers and other names as they are', () => {
    const others = ['-5', '+49.5', '-.5e-3', "'s-Gravenhage", 'a=b', "it's", '']
    expect(others.map(nameCell)).toEqual(others)
  })

  it('never makes two names the same', () => {
    const odd = fc.string({ unit: fc.constantFrom("'", '=', '-', '+', '5', '.', 'e', 'a', ',', '"', '\t') })
    fc.assert(
      fc.property(odd, odd, (a, b) => {
        fc.pre(a !== b)
        expect(nameCell(a)).not.toBe(nameCell(b))
        const cell = nameCell(a)
          .replace(/^"(.*)"$/s, '$1')
          .replaceAll('""', '"')
        expect(nameIn(cell)).toBe(a)
      }),
    )
  })
})
