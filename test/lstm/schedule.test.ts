import { describe, expect, it } from 'vitest'
import { Schedule } from '../../src/lstm/schedule.ts'

describe('Schedule', () => {
  it('rises to the full rate over the warm-up, and stays there', () => {
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

  it('knows 1 − 0.9^n and 1 − 0.999^n', () => {
    const schedule = new Schedule(1, 0)
    schedule.advance()
    schedule.advance()
    expect(schedule.next.firstCorrection).toBeCloseTo(0.271, 12)
    expect(schedule.next.secondCorrection).toBeCloseTo(1 - 0.997002999, 12)
  })

  it('does not move before it is told that the update was made', () => {
    const schedule = new Schedule(1, 3)
    expect(schedule.next).toEqual(schedule.next)
  })
})
