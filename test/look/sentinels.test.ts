import { describe, expect, it } from 'vitest'
import { sentinelsOf } from '../../src/look/sentinels.ts'
import { times } from './table-of.ts'

const among = (values: readonly number[], ...extra: number[]) => sentinelsOf([...values, ...extra])
const amounts = times(50, (i) => (i * 37) % 41)
const temperatures = times(50, (i) => ((i * 37) % 41) / 2 - 12)

describe('sentinelsOf', () => {
  it('finds numbers that are outside, repeated and far', () => {
    expect(among(amounts, -200, -200)).toEqual([-200])
    expect(among(amounts, -999, -999, 9999, 9999)).toEqual([-999, 9999])
    expect(among(temperatures, -99.9, -99.9)).toEqual([-99.9])
    expect(among(temperatures, 999.9, 999.9, Number.NaN)).toEqual([999.9])
    expect(among(amounts, 1e20)).toEqual([1e20])
    expect(among(amounts, 99, 99)).toEqual([99])
    expect(among(amounts, 999)).toEqual([999])
    // Among amounts of any size a negative one is not an amount.
    expect(
      among(
        amounts.map((x) => x * 40),
        -200,
        -200,
      ),
    ).toEqual([-200])
  })

  it('leaves alone what is among the others, near them, or of any other kind', () => {
    expect(among(times(100, (i) => i))).toEqual([])
    expect(
      among(
        amounts.map((x) => x * 200),
        9999,
        9999,
      ),
    ).toEqual([])
    expect(among(temperatures, -20, -20)).toEqual([])
    expect(among(amounts, 1234, 1234)).toEqual([])
    expect(among([1, 1, 1, 999])).toEqual([])
    expect(among([])).toEqual([])
  })
})
