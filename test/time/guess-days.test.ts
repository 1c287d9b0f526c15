import { describe, expect, it } from 'vitest'
import { datesOf, guessDays, usualWeekdays } from '../../src/time/guess-days.ts'

const dayMs = 86_400_000
/** Days of 2024 from Monday, 1 January, on the weekdays (Monday 0) of the set. */
const on = (weekdays: readonly number[], count: number) =>
  Array.from({ length: count }, (_, i) => i).filter((i) => weekdays.includes(i % 7))
const local = (days: readonly number[]) => Float64Array.from(days, (day) => Date.UTC(2024, 0, 1) + day * dayMs)
const weekdaysOf = (days: readonly number[]) => usualWeekdays(datesOf(local(days)))

describe('usualWeekdays', () => {
  it('are those that have rows, also after one weekend', () => {
    expect(weekdaysOf(on([0, 1, 2, 3, 4], 60))).toEqual([0, 1, 2, 3, 4])
    expect(weekdaysOf(on([0, 1, 2, 3, 4], 8))).toEqual([0, 1, 2, 3, 4])
    expect(weekdaysOf(on([0, 2, 4], 60))).toEqual([0, 2, 4])
  })

  it('are unknown if all have rows, or one is missing once', () => {
    expect(weekdaysOf(on([0, 1, 2, 3, 4, 5, 6], 60))).toBeUndefined()
    expect(weekdaysOf([0, 1, 2, 3, 4])).toBeUndefined()
    expect(weekdaysOf([0, 1, 2, 4, 5, 6, 7, 8])).toBeUndefined()
  })

  it('pass over an odd row, and holidays', () => {
    const saturday = [...on([0, 1, 2, 3, 4], 60), 19].sort((a, b) => a - b)
    expect(weekdaysOf(saturday)).toEqual([0, 1, 2, 3, 4])
    expect(weekdaysOf(on([0, 1, 2, 3, 4], 60).filter((day) => day !== 14 && day !== 37))).toEqual([0, 1, 2, 3, 4])
    // Every other Saturday is neither.
    expect(weekdaysOf(on([0, 1, 2, 3, 4, 5], 140).filter((day) => day % 14 !== 5))).not.toEqual([0, 1, 2, 3, 4])
  })
})

describe('guessDays', () => {
  it('says which row is an exception', () => {
    const found = guessDays(local([...on([0, 1, 2, 3, 4], 60), 19].sort((a, b) => a - b)))
    expect(found).toEqual({
      cadence: '1bd',
      exceptions: 1,
      notes: [
        'no rows on Saturdays and Sundays: steps pass over them',
        'one row is on another day: Saturday 2024-01-20',
      ],
    })
  })

  it('takes five days in a row for business days, and no other number', () => {
    const cadences = [
      [6, 0, 1, 2, 3],
      [5, 6, 0, 1, 2],
      [0, 1, 2, 3, 4, 5],
      [0, 1, 2, 3],
      [0, 1, 3, 4, 5],
    ]
    expect(cadences.map((days) => guessDays(local(on(days, 100)))?.cadence)).toEqual([
      ...['1bd sun-thu', '1bd sat-wed', '1d mon-sat', '1d mon-thu', '1d mon-tue thu-sat'],
    ])
  })

  it('keeps days at different times of day, and whole weeks', () => {
    const days = on([0, 1, 2, 3, 4], 100)
    expect(guessDays(local(days).map((time, i) => time + (i % 5) * 3_600_000))?.cadence).toBe('1bd')
    expect(guessDays(local(on([4], 200)))?.cadence).toBe('1w')
    expect(guessDays(local(on([4], 300).filter((_, i) => i % 2 === 0)))?.cadence).toBe('2w')
  })

  it('takes rows a day early or late for weeks', () => {
    const early = [0, 1, 0, -1, 0, 1, -1]
    expect(guessDays(local(Array.from({ length: 30 }, (_, i) => 7 * i + early[i % 7]!)))?.cadence).toBe('1w')
  })

  it('is undefined if days have several rows', () => {
    expect(guessDays(local([0, 0.1, 1, 2, 2.2, 3, 4, 5, 5.4]))).toBeUndefined()
  })
})
