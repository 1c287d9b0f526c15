import { expect, it } from 'vitest'
import { eventsOf, marksOf } from '../../src/recording/marks.ts'
import { scoredWeather } from '../server/scored-weather.ts'

const [row] = scoredWeather({ rows: 1, channels: 2 })
const { time } = row!.observation

it('drift is an event of each target, unless the events report it', () => {
  const reason = 'b: its unit or level has changed, or its forecasts have become worse and stay so'
  expect(eventsOf({ ...row!, drift: [1] }, ['a', 'b'])).toEqual([{ kind: 'drift', time, channel: 1, reason }])
  const events = [{ kind: 'drift', time, channel: 1, reason: 'its unit' }] as const
  expect(eventsOf({ ...row!, drift: [1], events }, ['a', 'b'])).toEqual(events)
  expect(eventsOf(row!, ['a', 'b'])).toEqual([])
})

it('events and restarts are marks', () => {
  const events = [{ kind: 'alert', time, key: ['s'], reason: 'above 30' }] as const
  const observation = { ...row!.observation, restart: true }
  expect(marksOf({ ...row!, observation, events }, ['a', 'b'])).toEqual([
    { time, kind: 'alert', text: 'above 30' },
    { time, kind: 'restart', text: 'a gap too long to fill ends here' },
  ])
})
