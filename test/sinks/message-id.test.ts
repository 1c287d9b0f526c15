import { expect, it } from 'vitest'
import { eventId, forecastId } from '../../src/sinks/message-id.ts'
import { scoredOf } from './scored.ts'

it('names a forecast by title, series and origin', () => {
  const scored = scoredOf(1)
  expect(forecastId('t', scored)).toBe('t//1970-01-02T00:00:00.000Z')
  const keyed = { ...scored, observation: { ...scored.observation, key: ['a', 'b'] } }
  expect(forecastId('t', keyed)).toBe('t/["a","b"]/1970-01-02T00:00:00.000Z')
  expect(forecastId('t', { ...scored, origin: 1e20 })).toBe('t//100000000000000000000')
})

it('names an event by everything in it', () => {
  const event = { kind: 'drift', time: 0, reason: 'r', key: ['a'] } as const
  expect(eventId('t', event)).toMatch(/^t\/a\/1970-01-01T00:00:00\.000Z\/drift\/[0-9a-f]{16}$/)
  expect(eventId('t', event)).toBe(eventId('t', { ...event }))
  expect(eventId('t', event)).not.toBe(eventId('t', { ...event, reason: 's' }))
})
