import { describe, expect, it } from 'vitest'
import { lookReport } from '../../src/cli/look-report.ts'
import type { Look } from '../../src/look/look.ts'

const look: Look = {
  source: { csv: { path: 'a.csv', time: 'date', target: 'sales' } },
  time: ['date'],
  targets: ['sales'],
  covariates: [],
  known: [],
  by: [],
  cadence: '1d',
  seasons: [7],
  columns: ['date', 'value'],
  numbers: ['value'],
  left: [],
  bounds: [{}],
  notes: [],
  checks: {},
  rows: 1461,
  whole: true,
  series: 1,
}
const report = (changes: Partial<Look> = {}) => lookReport('a.csv', { ...look, ...changes }, (_, text) => text)

describe('lookReport', () => {
  it('says in two lines what was taken for what', () => {
    expect(report()).toBe('a.csv: 1,461 rows, daily by date, season a week\nforecasts sales\n')
    expect(report({ whole: false, rows: 2e6, by: ['store', 'item'], series: 50, covariates: ['price'] })).toBe(
      'a.csv: about 2,000,000 rows, 50 series by store, item, daily by date, season a week\nforecasts sales, with price\n',
    )
  })

  it('shows what values can be', () => {
    const line = (...bounds: Look['bounds']) =>
      report({ targets: ['a', 'b'].slice(0, bounds.length), bounds }).split('\n')[1]
    expect(line({ min: 0 })).toBe('forecasts a (0 or more)')
    expect(line({}, { min: 0, max: 100 })).toBe('forecasts a, b (0 to 100)')
    expect(line({ min: 0, integer: true })).toBe('forecasts a (whole numbers, 0 or more)')
  })

  it('says what is forecast the probability of', () => {
    const line = (change: Partial<Look>) => report({ targets: ['weather'], ...change }).split('\n')[1]
    const csv = { path: 'a.csv', time: 'date', target: 'weather', classes: { weather: ['rain', 'sun'] } } as const
    expect(line({ outcome: true, source: { csv } })).toBe('forecasts the probability of weather (rain, sun)')
    expect(line({ outcome: { wet: 'mm > 0', 'wind > 5': 'wind > 5' } })).toBe(
      'forecasts the probability of wet (mm > 0), wind > 5',
    )
  })

  it('shows the options that say how cells are written', () => {
    const csv = {
      path: 'a.csv',
      time: 'date',
      timeFormat: 'd.M.yyyy',
      target: 'sales',
      decimal: ',',
      units: ['€'],
    } as const
    expect(report({ source: { csv } }).split('\n')[2]).toBe('reads timeFormat: d.M.yyyy, decimal: ",", units: ["€"]')
  })

  it('names some of the columns that were left out, each with the reason, and all notes', () => {
    const left = [
      ...Array.from({ length: 8 }, (_, i) => ({ column: `c${i}`, why: 'words' })),
      { column: 'd', why: 'empty' },
    ]
    expect(
      report({ left, notes: ['check it'] })
        .split('\n')
        .slice(2),
    ).toEqual(['leaves out c0, c1, c2, c3, c4, c5 and 2 more (words), d (empty)', 'note check it', ''])
  })
})
