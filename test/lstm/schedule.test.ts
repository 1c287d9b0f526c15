import { describe, expect, it } from 'vitest'
import { Schedule } from '../../src/lstm/schedule.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

describe('Schedule', () => {
  it('rises to the full rate over the warm-up and stays there', () => {
    const schedule = new Schedule(0.5, 4)
    const rates = Array.from({ length: 6 }, () => {
      const { rate } = schedule.next
      schedule.advance()
      return rate
    })
    expect(rates).toEqual([0.125, 0.25, 0.375, 0.5, 0.5, 0.5])
  })

  it('starts at the full rate without a warm-up', () => {
    expect(new Schedule(0.5, 0).next.rate).toBe(0.5)
  })

  it('corrects by 1 − 0.9^n and 1 − 0.999^n', () => {
    const schedule = new Schedule(1, 0)
    schedule.advance()
    schedule.advance()
    expect(schedule.next.firstCorrection).toBeCloseTo(0.271, 12)
    expect(schedule.next.secondCorrection).toBeCloseTo(1 - 0.997002999, 12)
  })

  it('continues from a snapshot, at its own rate', () => {
    const schedule = new Schedule(1, 3)
    for (let i = 0; i < 5; i++) schedule.advance()
    const other = new Schedule(0.5, 3)
    restore(other, snapshot(schedule))
    expect(other.next).toEqual({ ...schedule.next, rate: 0.5 })
  })

  it('refuses powers outside 0 to 1', () => {
    for (const wrong of [-0.1, 1.1, Number.NaN]) {
      const bytes = snapshot({
        state(fields) {
          fields.counter('count', 1)
          fields.numbers('powers', Float64Array.of(0.9, wrong))
        },
      })
      expect(() => restore(new Schedule(1, 3), bytes)).toThrow('expected powers from 0 to 1')
    }
  })

  it('does not change before `advance`', () => {
    const schedule = new Schedule(1, 3)
    expect(schedule.next).toEqual(schedule.next)
  })
})
