import { describe, expect, it } from 'vitest'
import { cadenceOf, seasonsOf } from '../../src/look/steps-of-time.ts'
import { times } from './table-of.ts'

const dayMs = 86_400_000
const two = { columns: ['key'], count: 2, of: Int32Array.from(times(210, (i) => (i % 3 === 0 ? 1 : 0))) }

describe('cadenceOf', () => {
  it('is that of the rows in order of time', () => {
    expect(cadenceOf(Float64Array.from(times(20, (i) => ((i * 7) % 20) * dayMs)), undefined).cadence).toBe('1d')
  })

  it('is that of the longest series', () => {
    expect(
      cadenceOf(Float64Array.from(times(210, (i) => Math.floor(i / 3) * dayMs * 7 + (i % 3 === 1 ? dayMs : 0))), two)
        .cadence,
    ).not.toBe('1w')
    expect(
      cadenceOf(Float64Array.from(times(210, (i) => i * dayMs)), { ...two, of: two.of.map((one) => one * 0) }).cadence,
    ).toBe('1d')
  })
})

describe('seasonsOf', () => {
  const weekly = (i: number) => (i % 7 === 6 ? 0 : 50 + ((i * 5) % 3))
  const table = (rows: number[]) => ({
    times: Float64Array.from(rows, (i) => i * dayMs),
    values: [Float64Array.from(rows, weekly)],
    codes: [],
    rejects: [],
  })

  it('sees through gaps and disorder', () => {
    const rows = times(140, (i) => i).filter((i) => i % 31 !== 5)
    expect(seasonsOf(table(rows.toReversed()), undefined, '1d')).toEqual([7])
  })

  it('needs most of several series, and a cadence', () => {
    const rows = times(280, (i) => Math.floor(i / 2))
    const keys = { columns: ['key'], count: 2, of: Int32Array.from(rows, (_, i) => i % 2) }
    expect(seasonsOf(table(rows), keys, '1d')).toEqual([7])
    expect(seasonsOf(table(rows), keys, undefined)).toEqual([])
  })

  it('takes a row far away for a mistake', () => {
    expect(seasonsOf(table([...times(140, (i) => i), 5_000_000]), undefined, '1d')).toEqual([7])
  })
})
