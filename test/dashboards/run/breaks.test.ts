import { describe, expect, it } from 'vitest'
import { Breaks } from '../../../dashboards/run/breaks.ts'

const dayMs = 86_400_000

const breaksOf = (days: readonly number[], restarts: readonly number[] = []) =>
  new Breaks({
    first: 0,
    end: days.length,
    version: 1,
    time: (row) => days[row]! * dayMs,
    restarts: (row) => restarts.includes(row),
  })
const broken = (breaks: Breaks, rows: number) =>
  Array.from({ length: rows }, (_, row) => row).filter(breaks.before, breaks)
const regular = Array.from({ length: 40 }, (_, i) => i)

describe('breaks', () => {
  it('are where more time passed than usual, and at a restart', () => {
    const days = regular.map((day) => (day < 20 ? day : day + 50))
    expect(broken(breaksOf(days), 40)).toEqual([20])
    expect(broken(breaksOf(regular, [0, 7]), 40)).toEqual([7])
  })

  it('are not at weekends of business days, nor after long months', () => {
    const business = Array.from({ length: 40 }, (_, i) => Math.floor(i / 5) * 7 + (i % 5))
    expect(broken(breaksOf(business), 40)).toEqual([])
    const months = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
    expect(broken(breaksOf(months), 12)).toEqual([])
    expect(broken(breaksOf([...business, business.at(-1)! + 30]), 41)).toEqual([40])
  })

  it('end the validity of a row after one usual step', () => {
    const breaks = breaksOf(regular.map((day) => (day < 20 ? day : day + 50)))
    expect(breaks.until(3)).toBe(4 * dayMs)
    expect(breaks.until(19)).toBe(20 * dayMs)
    expect(breaks.until(39)).toBe(90 * dayMs)
    // A restart that comes after no more than a step still leaves room.
    expect(breaksOf(regular, [7]).until(6)).toBe(6.5 * dayMs)
  })

  it('work with one row, and with none', () => {
    expect(breaksOf([5]).until(0)).toBe(5 * dayMs)
    expect(breaksOf([]).before(0)).toBe(false)
  })
})
