import { describe, expect, it } from 'vitest'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { Parts } from '../../src/totals/parts.ts'
import { made } from './made.ts'

describe('Parts', () => {
  it('count with their last forecast: for a time, that of the first lead not before it', () => {
    const parts = new Parts()
    parts.of(['a']).take(made(['a'], 10, [1, 2, 3]))
    const part = parts.known(['a'])!
    expect([9, 11, 11.5, 12, 13, 20].map((time) => part.at(time, 0))).toEqual([1, 1, 2, 2, 3, 3])
    expect([13, 13.5].map((time) => part.reaches(time))).toEqual([true, false])
    part.take(made(['a'], 9, [7, 8, 9]))
    expect(part.at(11, 0)).toBe(1)
    part.take(made(['a'], 11, [7, 8, 9]))
    expect(part.at(12, 0)).toBe(7)
  })

  it('end with a forecast whose times are not known', () => {
    const part = new Parts().of(['a'])
    expect(part.reaches(0)).toBe(false)
    expect(part.at(0, 0)).toBeNaN()
    part.take({ ...made(['a'], 10, [1]), times: [Number.NaN] })
    expect(part.reaches(0)).toBe(false)
  })

  it('are in the order of their first forecasts, also after a restore', () => {
    const parts = new Parts()
    for (const key of ['b', 'a', 'b', 'c']) parts.of([key]).take(made([key], 1, [5]))
    const restored = new Parts()
    restore(restored, snapshot(parts))
    expect([...restored.all]).toEqual([...parts.all])
    expect(Array.from(restored.all, ({ text }) => text)).toEqual(['b', 'a', 'c'])
    expect(restored.known(['d'])).toBeUndefined()
  })
})
