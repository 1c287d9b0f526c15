import { describe, expect, it } from 'vitest'
import { ErrorSums } from '../../src/scores/error-sums.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { errors } from './errors.ts'

const none = Number.NaN

describe('ErrorSums', () => {
  it('keeps cells apart', () => {
    const sums = new ErrorSums(3, [0.5, 0.9])
    sums.add(1, -3)
    sums.add(1, 4)
    sums.addPersistence(2, -1, 5)
    sums.addSeasonal(0, 2, -7)
    sums.addInterval(2, 1, 0, -1, 1)
    const read = (cell: number) => [
      sums.get(cell, 'count'),
      sums.get(cell, 'absolute'),
      sums.get(cell, 'squared'),
      sums.get(cell, 'besidePersistence'),
      sums.get(cell, 'persistence'),
      sums.get(cell, 'besideSeasonal'),
      sums.get(cell, 'seasonal'),
      sums.ofLevel(cell, 0, 'intervals'),
      sums.ofLevel(cell, 1, 'intervals'),
    ]
    expect([0, 1, 2].map(read)).toEqual([
      [0, 0, 0, 0, 0, 2, 7, 0, 0],
      [2, 7, 25, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 1, 5, 0, 0, 0, 1],
    ])
  })

  it('compares nothing with a naive forecast that is missing', () => {
    const sums = new ErrorSums(1, [])
    sums.addPersistence(0, 3, none)
    sums.addSeasonal(0, 3, none)
    expect([...sums.numbers]).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  })

  it('counts the ends of an interval as inside, and nothing if a number is missing', () => {
    const sums = new ErrorSums(1, [0.8])
    for (const actual of [5, 6, 7, 4, none]) sums.addInterval(0, 0, actual, 5, 6)
    sums.addInterval(0, 0, 5, none, 6)
    sums.addInterval(0, 0, 5, 5, none)
    expect([sums.ofLevel(0, 0, 'intervals'), sums.ofLevel(0, 0, 'inside')]).toEqual([4, 2])
    // Four widths of 1; two values lie 1 outside, and 2 / (1 − 0.8) = 10.
    expect(sums.ofLevel(0, 0, 'width')).toBe(4)
    expect(sums.ofLevel(0, 0, 'winkler')).toBeCloseTo(24, 12)
  })

  it('gives the sums of a stretch as the difference of a running total', () => {
    const rows = errors(50)
    const totals = new ErrorSums(rows.length + 1, [0.8])
    rows.forEach(({ error, actual, lower, upper }, row) => {
      totals.copy(row, row + 1)
      totals.add(row + 1, error)
      totals.addInterval(row + 1, 0, actual, lower, upper)
    })
    const stretch = new ErrorSums(1, [0.8])
    stretch.between(totals, 10, 30)
    const alone = new ErrorSums(1, [0.8])
    for (const { error, actual, lower, upper } of rows.slice(10, 30)) {
      alone.add(0, error)
      alone.addInterval(0, 0, actual, lower, upper)
    }
    alone.numbers.forEach((number, i) => {
      expect(stretch.numbers[i], `number ${i}`).toBeCloseTo(number, 9)
    })
  })

  it('adds up a range of cells', () => {
    const sums = new ErrorSums(4, [0.8])
    for (const cell of [0, 1, 2, 3]) {
      sums.add(cell, 10 ** cell)
      sums.addInterval(cell, 0, 0, -cell, cell)
    }
    const total = sums.total(1, 3)
    expect([total.cells, total.get(0, 'count'), total.get(0, 'absolute')]).toEqual([1, 2, 110])
    expect([total.ofLevel(0, 0, 'intervals'), total.ofLevel(0, 0, 'width')]).toEqual([2, 6])
  })

  it('continues from a snapshot, and refuses one with other levels', () => {
    const sums = new ErrorSums(2, [0.8])
    sums.add(1, 0.1)
    const later = new ErrorSums(2, [0.8])
    restore(later, snapshot(sums))
    expect(later.numbers).toEqual(sums.numbers)
    expect(() => restore(new ErrorSums(2, [0.9]), snapshot(sums))).toThrow('snapshot levels')
  })
})
