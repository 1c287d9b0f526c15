import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Sessions, sessionSlots, sessionWords, slotNear, slotsInDay } from '../../src/time/sessions.ts'
import { timeOfSlot, weekMs } from '../../src/time/week.ts'

const hour = 3_600_000
const sessions = (ms: number, text: string): Sessions => ({ ms, slots: sessionSlots(ms, text.split(' '))! })
const shown = (time: number) => new Date(time).toISOString().slice(0, 16)

describe('sessionSlots', () => {
  it('reads hours, with days and without, over midnight, and with a break at noon', () => {
    expect(sessions(hour, '09:30-15:30 mon-fri').slots).toHaveLength(35)
    expect(sessions(hour, '09:00-17:00').slots).toHaveLength(63)
    expect(sessions(hour / 2, '09:00-11:00 12:30-14:30 mon-fri').slots).toHaveLength(50)
    const night = sessions(hour, '22:00-02:00 sun').slots
    expect(night).toEqual([0, hour, 2 * hour, weekMs - 2 * hour, weekMs - hour])
  })

  it('refuses hours that do not exist or are not whole steps, and words without hours', () => {
    for (const text of ['09:00-17:30', '25:00', '09:61-10:61', 'mon-fri', '9-17', 'mon 09:00-10:00', '']) {
      expect(sessionSlots(hour, text.split(' ')), text).toBeUndefined()
    }
    expect(sessionSlots(1, ['09:00-17:00'])).toBeUndefined()
  })

  it('reads back what sessionWords writes', () => {
    for (const text of [
      '09:30-15:30 mon-fri',
      '09:00-17:00',
      '09:00-20:00 mon-fri 10:00-18:00 sat',
      '09:00-11:00 13:00-14:00 mon wed',
      '18:00-16:00 sun-thu',
      '22:00-02:00 fri-sun',
      '06:00-18:00 22:00',
      '08:00 20:00 mon-sat',
      '00:00-23:00 mon-fri',
    ])
      expect(sessionWords(sessions(hour, text))).toBe(text)
    // Without a pause for more than a day.
    expect(sessionWords(sessions(hour, '22:00-21:00 sun-thu'))).toBe(
      '00:00-23:00 mon-thu 00:00-21:00 fri 22:00-23:00 sun',
    )
  })

  it('reads back any slots', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 167 }), { minLength: 1, maxLength: 167 })
    fc.assert(
      fc.property(hours, (some) => {
        const slots = some.sort((a, b) => a - b).map((at) => at * hour)
        expect(sessionSlots(hour, sessionWords({ ms: hour, slots }).split(' '))).toEqual(slots)
      }),
    )
  })
})

describe('slotNear', () => {
  const bars = sessions(hour, '09:30-15:30 mon-fri')
  const near = (text: string) => shown(timeOfSlot(slotNear(Date.parse(`${text}Z`), bars), bars.slots))

  it('takes the next slot only if it is less than half a step away', () => {
    expect([near('2024-06-10T10:29:58'), near('2024-06-10T10:31:00'), near('2024-06-10T09:10:00')]).toEqual([
      '2024-06-10T10:30',
      '2024-06-10T10:30',
      '2024-06-10T09:30',
    ])
    expect([near('2024-06-10T20:00:00'), near('2024-06-09T12:00:00')]).toEqual(['2024-06-10T15:30', '2024-06-07T15:30'])
  })
})

describe('slotsInDay', () => {
  it('is the usual number, with a shorter Saturday and over midnight', () => {
    expect(slotsInDay(sessions(hour, '09:30-15:30 mon-fri'))).toBe(7)
    expect(slotsInDay(sessions(hour, '09:00-20:00 mon-fri 10:00-18:00 sat'))).toBe(12)
    expect(slotsInDay(sessions(hour, '18:00-16:00 sun-thu'))).toBe(23)
    expect(slotsInDay(sessions(hour, '08:00-13:00 sat'))).toBe(6)
  })
})
