import { describe, expect, it } from 'vitest'
import { measureSeasons } from '../../src/look/season.ts'
import { normals } from './normals.ts'

const week = [1.2, 1, 0.9, 1, 1.3, 1.5, 0.2]
const year = (day: number) => Math.sin((2 * Math.PI * day) / 365.25)
const series = (length: number, value: (t: number) => number) => Float64Array.from({ length }, (_, t) => value(t))

/** A random walk if `keep` is 1, white noise if it is 0. */
function noise(length: number, keep: number, seed: number): Float64Array {
  const next = normals(seed)
  let x = 0
  return series(length, () => {
    x = keep * x + next()
    return x
  })
}

const plus = (one: Float64Array, share: number, other: Float64Array) => one.map((value, t) => value + share * other[t]!)

describe('measureSeasons', () => {
  it('finds a week in days, not the year that the file is long enough for', () => {
    const days = series(800, (t) => week[t % 7]!)
    expect(measureSeasons(plus(days, 0.2, noise(800, 0, 1)), '1d')).toEqual([7])
    expect(measureSeasons(plus(days, 0.1, noise(800, 1, 2)), '1d')).toEqual([7])
  })

  it('finds several seasons, first the one that explains most changes from day to day', () => {
    const days = series(1100, (t) => week[t % 7]! + 3 * year(t))
    expect(measureSeasons(plus(days, 0.3, noise(1100, 0, 3)), '1d')).toEqual([7, 365])
  })

  it('finds the day and the week of hours', () => {
    const office = series(1000, (t) => (Math.floor(t / 24) % 7 < 5 ? 1 : 0.5) * (t % 24 > 7 && t % 24 < 19 ? 3 : 1))
    expect(measureSeasons(plus(office, 0.3, noise(1000, 0.8, 4)), '1h')).toEqual([24, 168])
    const saturdays = series(3000, (t) => (Math.floor(t / 24) % 7 === 5 && t % 24 > 8 && t % 24 < 18 ? 5 : 0))
    expect(measureSeasons(plus(saturdays, 0.3, noise(3000, 0, 5)), '1h')).toEqual([168])
  })

  it('finds a clear season in two full ones, and a fainter one in more', () => {
    const peak = series(110, (t) => ((t / 52.18) % 1 > 0.92 ? 5 : 0))
    expect(measureSeasons(plus(peak, 0.5, noise(110, 0, 6)), '1w')).toEqual([52])
    expect(measureSeasons(peak.subarray(0, 103), '1w')).toEqual([])
    const faint = plus(
      series(1000, (t) => week[t % 7]!),
      0.7,
      noise(1000, 0, 7),
    )
    expect(measureSeasons(faint.subarray(0, 20), '1d')).toEqual([])
    expect(measureSeasons(faint, '1d')).toEqual([7])
  })

  it('finds none in noise, random walks, trends and constants', () => {
    let found = 0
    for (let seed = 1; seed <= 40; seed++) {
      for (const [keep, slope] of [
        [0, 0],
        [0, 0.1],
        [0.9, 0],
        [1, 0],
      ] as const) {
        const values = plus(
          noise(800, keep, seed),
          slope,
          Float64Array.from({ length: 800 }, (_, t) => t),
        )
        found += measureSeasons(values, '1d').length + measureSeasons(values.subarray(0, 150), '1mo').length
      }
    }
    // By chance one random walk in a hundred seems to have one.
    expect(found).toBeLessThanOrEqual(4)
    expect(measureSeasons(new Float64Array(500).fill(3), '1d')).toEqual([])
    expect(measureSeasons(new Float64Array(0), '1d')).toEqual([])
    expect(measureSeasons(new Float64Array(500).fill(Number.NaN), '1d')).toEqual([])
  })

  it('finds none in a tide, which is not a day', () => {
    expect(
      measureSeasons(
        series(3000, (t) => 3 * Math.sin((2 * Math.PI * t) / 12.42)),
        '1h',
      ),
    ).toEqual([])
  })

  it('is not misled by outliers, gaps and many zeros', () => {
    const next = normals(8)
    const days = series(400, (t) => week[t % 7]! + 0.2 * next())
    expect(
      measureSeasons(
        days.map((value, t) => (t % 90 === 5 ? value + 500 : value)),
        '1d',
      ),
    ).toEqual([7])
    expect(
      measureSeasons(
        days.map((value, t) => (t > 100 && t < 250 ? Number.NaN : value)),
        '1d',
      ),
    ).toEqual([7])
    expect(
      measureSeasons(
        days.map((value) => (Math.abs(next()) > 0.8 ? value : Number.NaN)),
        '1d',
      ),
    ).toEqual([7])
    const mostlySaturdays = series(400, (t) => (next() > (t % 7 === 5 ? -0.5 : 1.3) ? 3 : 0))
    expect(measureSeasons(mostlySaturdays, '1d')).toEqual([7])
  })

  it('looks at the newest part of a long series', () => {
    const next = normals(9)
    const long = series(1_000_000, (t) => (t > 900_000 ? week[t % 7]! : 0) + 0.2 * next())
    expect(measureSeasons(long, '1d')).toEqual([7])
  })
})
