import { describe, expect, it } from 'vitest'
import type { Observation } from '../../src/series/observation.ts'
import { RowDecoder } from '../../src/sources/row-decoder.ts'

const nan = Number.NaN
const style = {
  decimal: '.',
  thousands: '',
  units: [],
  brackets: false,
  inexact: false,
  clock: 'iso',
  missing: [''],
} as const

function decode(header: string, options: object, ...lines: string[]) {
  const names = header.split(',')
  const columns = { ...style, time: ['t'], targets: ['y'], covariates: [], zone: 'UTC', ...options }
  const decoder = new RowDecoder('a.csv', 1, names, columns)
  return lines.map((line, i) => {
    const {
      row: _,
      covariates: __,
      ...rest
    } = decoder.decode(line.split(','), { file: 'a.csv', line: i + 2 }) as Observation
    return rest
  })
}
const day = (text: string) => Date.parse(text)

describe('AheadColumns', () => {
  it('reads known columns, missing ones as unknown', () => {
    const [a, b] = decode('t,y,price', { known: ['price'] }, '2024-01-01,1,9.5', '2024-01-02,,')
    expect(a).toEqual({ time: day('2024-01-01'), values: [1], known: [9.5], elsewhere: [] })
    expect(b).toEqual({ time: day('2024-01-02'), values: [nan], known: [nan], elsewhere: [] })
  })

  it('reads when a row was issued; without one it is known from its own time on', () => {
    const options = { known: ['x'], issued: 'run' }
    const [a, b] = decode('t,run,y,x', options, '2024-01-02,2024-01-01T06:00,,5', '2024-01-02,,7,')
    expect(a).toMatchObject({ issued: day('2024-01-01T06:00Z'), future: true })
    expect(b).toMatchObject({ issued: day('2024-01-02'), values: [7] })
    expect(b!.future).toBeUndefined()
  })

  it('reads issues in the style of the times, or in ISO 8601', () => {
    const options = { known: ['x'], issued: 'run', timeFormat: 'dd.MM.yyyy' }
    const rows = decode('t,run,y,x', options, '02.01.2024,01.01.2024,,5', '02.01.2024,2024-01-01T06:00Z,,5')
    expect(rows.map(({ issued }) => issued)).toEqual([day('2024-01-01'), day('2024-01-01T06:00Z')])
  })

  it('rejects an issue that is not a time', () => {
    const [a] = decode('t,run,y,x', { known: ['x'], issued: 'run' }, '2024-01-02,soon,,5')
    expect(a).toMatchObject({ column: 'run', reason: expect.stringContaining('got "soon"') })
  })

  it('takes live rows without a target for ones of the future if they tell something', () => {
    const rows = decode('t,y,x', { known: ['x'], live: true }, '2024-01-01,1,2', '2024-01-02,,2', '2024-01-03,,')
    expect(rows.map(({ live, future }) => [live, future])).toEqual([
      [true, undefined],
      [true, true],
      [true, undefined],
    ])
  })

  it('reads forecasts made elsewhere, for all leads and for each', () => {
    const header = 't,y,a,b_2,b_1'
    const [all] = decode(header, { offered: { a: 'a' } }, '2024-01-01,1,2,3,4')
    expect(all!.elsewhere).toEqual([2])
    const [each] = decode(header, { offered: { a: 'a', b: 'b_{lead}' } }, '2024-01-01,1,2,3,4')
    expect(each!.elsewhere).toEqual([2, nan, nan, nan, 4, 3])
  })

  it('names the place of a cell that is not a number', () => {
    const [a] = decode('t,y,price', { known: ['price'] }, '2024-01-01,1,cheap')
    expect(a).toMatchObject({ column: 'price', reason: expect.stringContaining('got "cheap"') })
  })
})
