import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventLine, forecastLines } from '../../src/connectors/influx-lines.ts'
import { scoredOf } from '../sinks/scored.ts'
import { type Point, pointsIn } from './line-protocol.ts'

const day = 86_400_000
const place = { series: ['y'] }
const parsed = (lines: readonly string[]): Point[] => pointsIn(`${lines.join('\n')}\n`)

describe('forecastLines', () => {
  it('has a point for each lead, at the time that is forecast', () => {
    expect(parsed(forecastLines(place, 'forecast', scoredOf(1, [1.5, 2]), false))).toEqual([
      {
        measurement: 'forecast',
        tags: { series: 'y', lead: '1' },
        fields: { forecast: 1.5, 'lower_97.5': 0.5, 'upper_97.5': 2.5, origin: BigInt(day) },
        time: 2 * day,
      },
      {
        measurement: 'forecast',
        tags: { series: 'y', lead: '2' },
        fields: { forecast: 2, 'lower_97.5': 1, 'upper_97.5': 3, origin: BigInt(day) },
        time: 3 * day,
      },
    ])
  })

  it('leaves out what is unknown or infinite, and points without a number or a time', () => {
    const scored = scoredOf(1, [Number.NaN, 1e-320])
    const open = { ...scored, upper: [Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY)] }
    const [only, ...others] = parsed(forecastLines(place, 'f', open, false))
    expect(only!.fields).toEqual({ forecast: 1e-320, 'lower_97.5': -1, origin: BigInt(day) })
    expect(others).toEqual([])
    expect(forecastLines(place, 'f', { ...scored, times: [Number.NaN, Number.NaN] }, false)).toEqual([])
  })

  it('latest: points of the same time replace each other, so lead is a field', () => {
    const [first] = parsed(forecastLines(place, 'f', scoredOf(1, [1, 2]), true))
    expect(first).toMatchObject({ tags: { series: 'y' }, fields: { steps: 1n } })
    expect(first!.tags).not.toHaveProperty('lead')
  })

  it('has a point for each sum', () => {
    const one = Float64Array.of(1)
    const sums = { over: [2], values: Float64Array.of(3), lower: [one], upper: [one] }
    const points = parsed(forecastLines(place, 'f', { ...scoredOf(1, [1, 2]), sums }, false))
    expect(points[2]).toMatchObject({ tags: { lead: '1-2' }, fields: { forecast: 3 }, time: 3 * day })
  })

  it('escapes whatever names and keys there are: a strict parser finds the same points', () => {
    const odd = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[\\,= "\n\r\t\0_#a]{0,8}$/))
    fc.assert(
      fc.property(odd, odd, odd, odd, (column, key, series, measurement) => {
        fc.pre(/^[^#_]/.test(measurement) && column !== '')
        const scored = scoredOf(1, [1, 2])
        const keyed = { ...scored, observation: { ...scored.observation, key: [key] } }
        const points = parsed(forecastLines({ series: [series], by: [column] }, measurement, keyed, false))
        expect(points).toHaveLength(2)
        expect(points.map(({ tags }) => tags.lead)).toEqual(['1', '2'])
        const readable = (text: string) => !/[\\\n\r\t\0]/.test(text)
        if (readable(series)) expect(points[0]!.tags.series).toBe(series === '' ? undefined : series)
        if (readable(measurement)) expect(points[0]!.measurement).toBe(measurement)
        if (readable(key) && key !== '') expect(Object.values(points[0]!.tags)).toContain(key)
      }),
    )
  })
})

it('eventLine is a point at the time of the event', () => {
  const line = eventLine({ series: ['y'], by: ['shop'] }, 'forecast_event', {
    kind: 'recovered',
    of: 'stale',
    since: day,
    time: 2 * day,
    key: ['a b'],
    channel: 0,
    reason: 'it is "back" \\ again,\nsince 1',
    rarity: 0.01,
  })
  expect(line.includes('\n')).toBe(true)
  expect(line).toContain('series=y,event=recovered,of=stale reason="it is \\"back\\" \\\\ again,')
})
