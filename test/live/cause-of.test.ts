import { expect, it } from 'vitest'
import { causeOf } from '../../src/live/cause-of.ts'

it('causeOf says why in one line, from the innermost error that says something', () => {
  expect(causeOf(new Error('connect ECONNREFUSED'))).toBe('connect ECONNREFUSED')
  expect(causeOf(new TypeError('fetch failed', { cause: new Error('socket\n hang up') }))).toBe(
    'fetch failed (socket hang up)',
  )
  expect(causeOf(new AggregateError([new Error('connect ECONNREFUSED ::1'), new Error('b')]))).toBe(
    'connect ECONNREFUSED ::1',
  )
  expect(causeOf(new RangeError())).toBe('RangeError')
  expect(causeOf(Object.assign(new Error(), { code: 'ECONNRESET' }))).toBe('ECONNRESET')
  expect(causeOf('no')).toBe('no')
})
