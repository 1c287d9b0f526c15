import { describe, expect, it } from 'vitest'
import { hasOthers, OtherChannels, type OtherInputs } from '../../src/experts/other-channels.ts'
import { Recent } from '../../src/series/recent.ts'
import { Moments } from '../../src/stats/moments.ts'

/** What each channel takes from the others after rows of three channels, whose differences have a deviation of 2. */
function inputs(others: OtherInputs, rows: readonly number[][], standIns = rows.map((row) => row.map(() => 0))) {
  const recent = new Recent(3, 4)
  const marks = new Recent(3, 4)
  for (const row of rows) recent.push(row)
  for (const row of standIns) marks.push(row)
  const differences = [0, 1, 2].map(() => new Moments())
  for (const moments of differences) for (const x of [-2, 2]) moments.add(x)
  const channels = new OtherChannels(3, others, 10)
  channels.update({ levels: Float64Array.of(0.5, -1, 2), recent, standIns: marks, differences })
  return [0, 1, 2].map((channel) => {
    const out = new Float64Array(1 + channels.width)
    channels.write(channel, out, 1)
    return [...out.subarray(1)]
  })
}

describe('what channels show each other', () => {
  const rows = [
    [1, 10, 5],
    [2, 16, 5],
    [4, 90, 1],
  ]

  it('is their levels, each without its own', () => {
    expect(inputs('levels', rows)).toEqual([
      [-1, 2],
      [0.5, 2],
      [0.5, -1],
    ])
  })

  it('is their changes over lags in deviations, clipped', () => {
    expect(inputs([1, 2], rows)).toEqual([
      [10, 10, -2, -2],
      [1, 1.5, -2, -2],
      [1, 1.5, 10, 10],
    ])
  })

  it('is 0 for what is missing or not yet known', () => {
    const standIns = [
      [0, 0, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]
    expect(inputs('levels', rows, standIns)).toEqual([
      [-1, 0],
      [0.5, 0],
      [0.5, -1],
    ])
    expect(inputs([1, 2], rows, standIns)[1]).toEqual([0, 1.5, 0, 0])
    expect(inputs([1, 3], rows)[1]).toEqual([1, 0, -2, 0])
  })

  it('is used with few enough inputs', () => {
    expect([1, 2, 17, 18].map((channels) => hasOthers(channels, 'levels'))).toEqual([false, true, true, false])
    expect([1, 2, 9, 10].map((channels) => hasOthers(channels, [1, 3]))).toEqual([false, true, true, false])
  })
})
