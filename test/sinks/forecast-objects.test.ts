import { expect, it } from 'vitest'
import { forecastObjects } from '../../src/sinks/forecast-objects.ts'
import { scoredOf } from './scored.ts'

it('forecastObjects makes an object for each channel; what is unknown is null', () => {
  const scored = scoredOf(1, [1, Number.NaN, 3, 4])
  const [a, b] = forecastObjects({ series: ['a', 'b'], by: ['shop'], cadence: '1d +02:00' })({
    ...scored,
    observation: { ...scored.observation, key: ['north'] },
  })
  expect(a).toMatchObject({ shop: 'north', series: 'a', origin: '1970-01-02T02:00:00.000+02:00', forecast: [1, null] })
  expect(b).toMatchObject({ series: 'b', observed: 1.1, forecast: [3, 4], drift: false })
  expect(b).not.toHaveProperty('events')
})

it('forecastObjects lists the events of each channel if they are asked for', () => {
  const event = { kind: 'drift', time: 0, channel: 1, reason: 'r' } as const
  const objects = forecastObjects({ series: ['a', 'b'] }, ({ reason }) => ({ reason }))
  const events = objects({ ...scoredOf(1, [1, 2, 3, 4]), events: [event] }).map((one) => one.events)
  expect(events).toEqual([[], [{ reason: 'r' }]])
})

it('forecastObjects has the labels of the probabilities now due, by lead', () => {
  const outcomes = { names: ['a', 'b'], groups: [0, 1] }
  const residuals = Float64Array.of(-0.2, 0.7, Number.NaN, 0.1)
  const objects = forecastObjects({ series: ['a', 'b'] })({ ...scoredOf(1, [0.1, 0.2, 0.3, 0.4]), outcomes, residuals })
  expect(objects.map(({ actuals }) => actuals)).toEqual([
    [0, 1],
    [null, 1],
  ])
  expect(forecastObjects({ series: ['a', 'b'] })(scoredOf(1, [1, 2, 3, 4]))[0]).not.toHaveProperty('actuals')
})
