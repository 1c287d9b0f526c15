import { expect, it } from 'vitest'
import { rotateText, rotationOf } from '../../src/sinks/rotate-option.ts'
import { placeOf } from './place.ts'

it('is checked, and made for the zone of the run', () => {
  expect(rotateText.safeParse('1d').success).toBe(true)
  expect(rotateText.safeParse('daily').error!.issues[0]!.message).toBe('1h, 1d, 1mo, or a size such as 100MB')
  expect(rotationOf(undefined, placeOf())).toBeUndefined()
  expect(rotationOf('1d', placeOf({ cadence: '1d Asia/Tokyo' }))!.periodOf(Date.UTC(2024, 0, 1, 20))).toBe('2024-01-02')
})
