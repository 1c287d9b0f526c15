import { describe, expect, it } from 'vitest'
import { type Alarm, AlertWatch } from '../../src/events/alert-watch.ts'
import type { ForecastData } from '../../src/series/forecast.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { parseDuration } from '../../src/time/duration.ts'

const hour = 3_600_000

/** Forecasts 1 … 4 hours ahead, each with a standard deviation of 1. */
function forecastOf(at: number, value: number, ahead: readonly number[], cadence?: string): ForecastData {
  const values = Float64Array.from(ahead)
  const shifted = (by: number) => values.map((x) => x + by)
  return {
    origin: at * hour,
    observation: { time: at * hour, values: [value], key: ['north'], cadence },
    leads: [1, 2, 3, 4],
    times: [1, 2, 3, 4].map((lead) => (at + lead) * hour),
    values,
    levels: [0.8, 0.95],
    lower: [shifted(-1.2816), shifted(-1.96)],
    upper: [shifted(1.2816), shifted(1.96)],
  }
}
const flat = (value: number) => [value, value, value, value]
const above: Alarm = { side: 1, limit: 30, within: parseDuration('2h'), span: '2h', probability: 0.8 }
const watch = (alarm: Partial<Alarm> = {}) => new AlertWatch({ ...above, ...alarm }, 'load', 0)

/** The kinds of the events that forecasts bring about, by row. */
function kinds(one: AlertWatch, rows: readonly (readonly [value: number, ahead: readonly number[]])[]) {
  return rows.map(([value, ahead], at) => one.add(forecastOf(at, value, ahead))?.kind ?? '')
}

describe('AlertWatch', () => {
  it('fires once, and recovers once when it is half as probable', () => {
    const rows = [28, 30.7, 30.9, 30.8, 30, 30.9, 29.8, 29.7, 29.9].map((value) => [value, flat(value)] as const)
    expect(kinds(watch(), rows)).toEqual(['', '', 'alert', '', '', '', '', 'recovered', ''])
  })

  it('counts only the leads within the span', () => {
    expect(kinds(watch(), [[20, [20, 20, 40, 40]]])).toEqual([''])
    expect(kinds(watch({ within: parseDuration('3h') }), [[20, [20, 20, 40, 40]]])).toEqual(['alert'])
    expect(kinds(watch({ within: 2 }), [[20, [20, 40, 20, 20]]])).toEqual(['alert'])
    expect(kinds(watch({ within: 1 }), [[20, [20, 40, 20, 20]]])).toEqual([''])
  })

  it('says what is probable, and whether it came true, in numbers of the data', () => {
    const one = watch()
    expect(one.add(forecastOf(1, 28, [29, 31, 20, 20]))).toEqual({
      kind: 'alert',
      time: hour,
      key: ['north'],
      channel: 0,
      reason: 'load above 30 within 2h has a probability of 84 %: 31 is forecast for 1970-01-01 03:00',
    })
    expect(one.add(forecastOf(2, 30.5, flat(31)))).toBeUndefined()
    expect(one.add(forecastOf(3, 29, flat(29)))).toEqual({
      kind: 'recovered',
      of: 'alert',
      since: hour,
      time: 3 * hour,
      key: ['north'],
      channel: 0,
      reason: 'load above 30 within 2h has a probability of 16 % now; it was above, with 30.5 at 1970-01-01 02:00',
    })
    one.add(forecastOf(4, 29, flat(31)))
    expect(one.add(forecastOf(5, 29, flat(29)))!.reason).toMatch(/it has not been above$/)
  })

  it('watches for what is below too, in the zone of the data', () => {
    const one = watch({ side: -1, limit: 5 })
    const { reason } = one.add(forecastOf(1, 6, [6, 3, 6, 6], '1h +09:00'))!
    expect(reason).toBe('load below 5 within 2h has a probability of 98 %: 3 is forecast for 1970-01-01 12:00')
  })

  it('forecasts that are not known change nothing', () => {
    const unknown = [Number.NaN, flat(Number.NaN)] as const
    expect(kinds(watch(), [unknown, [31, flat(32)], unknown, [28, flat(28)]])).toEqual(['', 'alert', '', 'recovered'])
  })

  it('continues from its state', () => {
    const rows = [28, 32, 31, 30.5, 28, 33, 28].map((value) => [value, flat(value)] as const)
    const whole = watch()
    const all = rows.map(([value, ahead], at) => whole.add(forecastOf(at, value, ahead)))
    for (let at = 0; at <= rows.length; at++) {
      const first = watch()
      for (const [i, [value, ahead]] of rows.slice(0, at).entries()) first.add(forecastOf(i, value, ahead))
      const second = watch()
      restore(second, snapshot(first))
      expect(rows.slice(at).map(([value, ahead], i) => second.add(forecastOf(at + i, value, ahead)))).toEqual(
        all.slice(at),
      )
    }
  })
})
