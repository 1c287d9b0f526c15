import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMs, slotAt, timeOfSlot, weekdayOf, weekdaysIn, weekdayWords, weekMs } from '../../src/time/week.ts'

const someSlots = fc.uniqueArray(fc.integer({ min: 0, max: weekMs - 1 }), { minLength: 1 })
const days = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 6 })

describe('weekdayOf', () => {
  it('counts from Monday, before 1970 too', () => {
    expect(['2024-01-01', '2024-01-07', '1969-12-28', '1900-01-01'].map((day) => weekdayOf(Date.parse(day)))).toEqual([
      0, 6, 6, 0,
    ])
  })
})

describe('slotAt', () => {
  it('is undone by timeOfSlot', () => {
    fc.assert(
      fc.property(someSlots, fc.integer({ min: -100_000, max: 100_000 }), (some, n) => {
        const slots = some.sort((a, b) => a - b)
        expect(slotAt(timeOfSlot(n, slots), slots)).toBe(n)
        expect(slotAt(timeOfSlot(n, slots) - 1, slots)).toBe(n - 1)
      }),
    )
  })
})

describe('weekdaysIn', () => {
  it('reads a day, and a range that may pass the end of the week', () => {
    expect(weekdaysIn('wed')).toEqual([2])
    expect(weekdaysIn('mon-fri')).toEqual([0, 1, 2, 3, 4])
    expect(weekdaysIn('sat-wed')).toEqual([5, 6, 0, 1, 2])
    for (const word of ['monday', 'mon-', 'mon-tue-wed', '', '09:00']) expect(weekdaysIn(word), word).toBeUndefined()
  })

  it('reads back what weekdayWords writes', () => {
    fc.assert(
      fc.property(days, (some) => {
        const read = weekdayWords(some)
          .split(' ')
          .flatMap((word) => weekdaysIn(word)!)
        expect([...read].sort()).toEqual([...some].sort())
      }),
    )
    expect([weekdayWords([0, 2, 4]), weekdayWords([6, 0, 1, 2, 3]), weekdayWords([0, 1, 2, 3, 4, 5, 6])]).toEqual([
      'mon wed fri',
      'sun-thu',
      '',
    ])
  })
})

it('a week has seven days', () => expect(weekMs / dayMs).toBe(7))
