import { describe, expect, it } from 'vitest'
import { Glance } from '../../src/recording/glance.ts'
import { sparkLength } from '../../src/recording/overview-wire.ts'
import { scoredWeather } from '../server/scored-weather.ts'

const run = scoredWeather({ rows: 100, channels: 2, missing: new Set([95]), restarts: new Set([97]) })
function glance(rows: number) {
  const glance = new Glance(2)
  for (const row of run.slice(0, rows)) glance.push(row)
  return glance
}

describe('Glance', () => {
  it('has the last 60 values and the newest forecast as a spark', () => {
    const spark = glance(100).spark(7, 1)
    const last = run[99]!
    expect(spark.index).toBe(7)
    expect(spark.times).toEqual(run.slice(100 - sparkLength).map(({ observation: { time } }) => time))
    expect(spark.values.at(-1)).toBe(last.observation.values[1])
    expect(spark.values[95 - 40]).toBeNull()
    expect(spark.ahead).toEqual(last.times)
    expect(spark.forecast).toEqual([...last.values.subarray(7)])
    expect([spark.lower, spark.upper]).toEqual([[...last.lower[1]!.subarray(7)], [...last.upper[1]!.subarray(7)]])
  })

  it('forgets the newest forecast when the next has other leads or no intervals', () => {
    const some = glance(90)
    const { leads, values, levels, lower, upper, ...row } = run[90]!
    some.push({ ...row, leads: leads.map((lead) => lead + 1), values, levels: [], lower: [], upper: [] })
    const spark = some.spark(0, 0)
    expect(spark.forecast).toEqual([...values.subarray(0, 7)])
    expect(spark.lower).toEqual(Array(7).fill(null))
  })

  it('knows what was forecast for a value at the first lead, and whether it was outside the outermost interval', () => {
    const some = glance(90)
    const due = (row: number, part: 'forecast' | 'lower' | 'upper') => some.due(row, 0, part)
    for (let row = 31; row < 90; row++) {
      const before = run[row - 1]!
      const value = run[row]!.observation.values[0]!
      expect([due(row, 'forecast'), due(row, 'lower'), due(row, 'upper')]).toEqual([
        before.values[0],
        before.lower[1]![0],
        before.upper[1]![0],
      ])
      expect(some.outside(row, 0)).toBe(Math.abs(value - before.values[0]!) > 6)
    }
    // What was forecast for the first value kept is not.
    expect(some.due(30, 0)).toBeNaN()
    const spark = some.spark(0, 0)
    expect(spark.outside).toEqual(
      Array.from({ length: 60 }, (_, i) => i).filter((i) => i > 0 && some.outside(30 + i, 0)),
    )
    expect(spark.outside.length).toBeGreaterThan(0)
  })

  it('knows of no forecast for the value after a gap, nor of one that is missing', () => {
    const some = glance(100)
    expect([96, 97, 98].map((row) => Number.isNaN(some.due(row, 0)))).toEqual([false, true, false])
    expect(some.outside(95, 0)).toBeUndefined()
  })

  it('gives a history the rows that it has', () => {
    const rows = [...glance(70).history()]
    expect(rows.map(({ observation }) => observation.time)).toEqual(
      run.slice(10, 70).map(({ observation }) => observation.time),
    )
    const [early, last] = [rows[0]!, rows.at(-1)!]
    expect([early.values[0], early.values[1], early.upper[1]![7]]).toEqual([
      run[10]!.values[0],
      Number.NaN,
      run[10]!.upper[1]![7],
    ])
    expect([...last.values]).toEqual([...run[69]!.values])
    expect(last.lower.map(([first]) => first)).toEqual([Number.NaN, run[69]!.lower[1]![0]])
  })

  it('is empty before the first row', () => {
    const none = new Glance(1)
    expect([none.time(0), none.value(0, 0), none.stepMs, none.level]).toEqual(Array(4).fill(Number.NaN))
    expect(none.spark(0, 0)).toMatchObject({ times: [], values: [], ahead: [] })
    expect([...none.history()]).toEqual([])
  })
})
