import { expect, it } from 'vitest'
import type { ChannelForecast } from '../../src/published/record-reader.ts'
import { isSame, WholeForecasts } from '../../src/published/whole-forecasts.ts'

const part = (channel: number, origin: number, change: Partial<ChannelForecast> = {}): ChannelForecast => ({
  key: ['a'],
  channel,
  origin,
  observed: 10 * channel,
  leads: [1, 2],
  times: [origin + 1, origin + 2],
  values: [channel, channel + 0.5],
  levels: [0.8],
  lower: [[-1, -2]],
  upper: [[1, 2]],
  residuals: [0, channel],
  drift: channel === 1,
  ...change,
})

it('puts the channels of a forecast together, in whatever order they come', () => {
  const whole = new WholeForecasts(2)
  expect(whole.add(part(1, 5))).toBeUndefined()
  const made = whole.add(part(0, 5))!
  expect(made.forecast).toEqual({
    origin: 5,
    observation: { time: 5, values: [0, 10], key: ['a'] },
    leads: [1, 2],
    times: [6, 7],
    values: Float64Array.of(0, 0.5, 1, 1.5),
    levels: [0.8],
    lower: [Float64Array.of(-1, -2, -1, -2)],
    upper: [Float64Array.of(1, 2, 1, 2)],
    drift: [1],
  })
  expect(made.residuals).toEqual(Float64Array.of(0, 0, 0, 1))
})

it('counts forecasts that lack a channel, except where the reading began', () => {
  const whole = new WholeForecasts(2)
  whole.add(part(1, 4))
  expect([whole.add(part(0, 5)), whole.add(part(1, 5))?.forecast.origin, whole.incomplete]).toEqual([undefined, 5, 0])
  whole.add(part(0, 6))
  whole.add(part(0, 7))
  expect([whole.add(part(1, 7))?.forecast.origin, whole.incomplete]).toEqual([7, 1])
  whole.add(part(0, 8))
  expect([whole.add(part(1, 8, { leads: [1, 3] })), whole.incomplete]).toEqual([undefined, 2])
})

it('keeps series apart', () => {
  const whole = new WholeForecasts(2)
  whole.add(part(0, 5))
  expect(whole.add(part(1, 5, { key: ['b'] }))).toBeUndefined()
  expect(whole.add(part(1, 5))?.forecast.observation.key).toEqual(['a'])
})

it('compares lists of numbers', () => {
  expect([isSame([1, 2], [1, 2]), isSame([1, 2], [1, 3]), isSame([1], [1, 2])]).toEqual([true, false, false])
})
