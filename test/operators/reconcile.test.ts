import { concat, filter, of, Subject, take, throwError } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { byKey } from '../../src/operators/by-key.ts'
import { chain } from '../../src/operators/chain.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { reconcile } from '../../src/operators/reconcile.ts'
import type { Forecast } from '../../src/series/forecast.ts'
import type { Observation } from '../../src/series/observation.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { dayMs, emitted, monday } from './observe.ts'

/** Whole numbers that look like noise and are the same everywhere. */
const noise = (i: number) => ((Math.imul(i + 1, 2654435761) >>> 8) % 1000) / 1000

const row = (key: string, day: number, value: number): Observation => ({
  key: [key],
  time: monday + day * dayMs,
  values: [value],
  covariates: [],
})

/** A shop of four products: one begins late, one ends, one has gaps, now and then a value is missing. */
function shop(days: number): Observation[] {
  return Array.from({ length: days }, (_, day) => {
    const weekday = day % 7 > 4 ? 2 : 1
    const sold = (product: number) => Math.floor(weekday * (product + 1) * 6 * noise(day * 10 + product))
    return [
      row('bread', day, 60 * weekday + sold(5)),
      ...(day < 50 ? [row('soap', day, day % 13 === 6 ? Number.NaN : sold(1))] : []),
      ...(day > 30 ? [row('toys', day, sold(2))] : []),
      ...(day % 11 < 9 ? [row('milk', day, day % 17 === 3 ? Number.NaN : sold(3))] : []),
    ]
  }).flat()
}

const limits = { min: 0, integer: true }
const options = {
  horizon: 3,
  season: 7,
  cadence: '1d',
  experts: ['seasonalNaive', 'drift'],
  ...limits,
  intervals: [0.8],
}
const series = (lateness?: string) => byKey(chain(inOrder({ lateness }), fillGaps('1d'), forecast(options)))
const steps = (lateness?: string) => chain(series(lateness), reconcile(forecast(options), { ...limits, lateness }))

const keyOf = ({ key }: Forecast) => key![0]!
const dayOf = ({ origin }: Forecast) => (origin - monday) / dayMs
const printed = (forecasts: readonly Forecast[]) => forecasts.map((forecast) => JSON.stringify(forecast))

/** The last forecast for a day of each series, at a time: those that have one. */
function addUp(forecasts: readonly Forecast[]): void {
  const last = new Map<string, Forecast>()
  let totals = 0
  for (const made of forecasts) {
    last.set(keyOf(made), made)
    if (keyOf(made) !== 'total') continue
    totals++
    made.times.forEach((time, i) => {
      let sum = 0
      for (const [key, part] of last) {
        if (key === 'total' || part.times.at(-1)! < made.origin) continue
        const at = part.times.findIndex((one) => one >= time)
        sum += part.values.at(at)!
      }
      expect([dayOf(made), i, made.values[i]]).toEqual([dayOf(made), i, sum])
    })
  }
  expect(totals).toBeGreaterThan(50)
}

describe('reconcile', () => {
  it('makes the forecasts of series add up to that of the total, whole and not negative', () => {
    const forecasts = emitted(shop(120), steps())
    addUp(forecasts)
    for (const { lower, upper, values } of forecasts) {
      expect([...values].every((value) => Number.isNaN(value) || (value >= 0 && Number.isInteger(value)))).toBe(true)
      values.forEach((value, i) => {
        if (!Number.isNaN(lower[0]![i]!)) expect(lower[0]![i]! <= value && value <= upper[0]![i]!).toBe(true)
      })
    }
    // Something was reconciled.
    const before = emitted(shop(120), series())
    const parts = forecasts.filter((made) => keyOf(made) !== 'total')
    expect(parts).toHaveLength(before.length)
    expect(parts.filter((made, i) => `${made.values}` !== `${before[i]!.values}`).length).toBeGreaterThan(50)
  })

  it('passes the forecasts on in order of their rows, the total of a time last', () => {
    const forecasts = emitted(shop(40), steps())
    // Days that are filled in for a series which was away come after their total.
    const days = forecasts.filter(({ observation }) => Number.isFinite(observation.values[0])).map(dayOf)
    expect(days).toEqual(days.toSorted((a, b) => a - b))
    expect(forecasts.slice(0, 4).map(keyOf)).toEqual(['bread', 'soap', 'milk', 'total'])
    const last = forecasts.filter((made) => dayOf(made) === 39).map(keyOf)
    expect(last).toEqual(['bread', 'soap', 'toys', 'milk', 'total'])
  })

  it('holds the forecasts of a time until a series has a later value', () => {
    const seen: string[] = []
    const run = steps().open((made) => seen.push(`${keyOf(made)}${dayOf(made)}`))
    run.next(row('a', 0, 1))
    run.next(row('b', 0, 1))
    expect(seen).toEqual([])
    run.next(row('b', 1, 1))
    expect(seen).toEqual(['a0', 'b0', 'total0'])
    // The day in between is filled, and waits for the other series too.
    run.next(row('a', 3, 1))
    expect(seen.slice(3)).toEqual(['b1', 'a1', 'total1'])
    run.next(row('b', 3, 1))
    run.next(row('a', 4, 1))
    expect(seen.slice(6)).toEqual(['a2', 'b2', 'total2', 'a3', 'b3', 'total3'])
    run.flush?.()
    expect(seen.slice(12)).toEqual(['a4', 'total4'])
  })

  it('waits no longer than a thousand times while all values are missing', () => {
    const seen: number[] = []
    const run = chain(byKey(forecast(options)), reconcile(forecast(options))).open((made) => seen.push(dayOf(made)))
    for (let day = 0; day < 1003; day++) run.next(row('a', day, Number.NaN))
    expect(seen.at(-1)).toBe(999)
  })

  it('passes on as it is what comes after its total, and warns of it', () => {
    const late = [row('a', 0, 1), row('b', 0, 2), row('a', 1, 1), row('a', 2, 1), row('b', 1, 2), row('b', 2, 2)]
    const of = (lateness?: string) => {
      const seen: string[] = []
      const run = chain(byKey(forecast(options)), reconcile(forecast(options), { lateness })).open((made) =>
        seen.push(`${keyOf(made)}${dayOf(made)}`),
      )
      for (const observation of late) run.next(observation)
      run.flush?.()
      return [seen.join(' '), ...(run.summary?.().warnings ?? [])]
    }
    expect(of()).toEqual([
      'a0 b0 total0 a1 total1 b1 a2 b2 total2',
      '1 of 6 forecasts came after the total of their time was made, and do not add up to it; sort the rows by time, or set a lateness',
    ])
    expect(of('2d')).toEqual(['a0 b0 total0 a1 b1 total1 a2 b2 total2'])
  })

  it('takes what the series hold back until the end, if the lateness is theirs', () => {
    const rows = shop(80).filter(({ key }) => ['bread', 'toys'].includes(key![0]!))
    const forecasts = emitted(rows, steps('2d'))
    addUp(forecasts)
    expect(printed(forecasts).join('\n') === printed(emitted(rows, steps())).join('\n')).toBe(true)
  })

  it('needs rows in order of time: a file that has one series after the other is refused', () => {
    const rows = shop(20).toSorted((a, b) => a.key![0]!.localeCompare(b.key![0]!) || a.time - b.time)
    expect(() => emitted(rows, steps())).toThrow(
      'total: expected the rows of all series in order of time, got milk at 2024-01-01T00:00:00.000Z after others at 2024-01-20T00:00:00.000Z; set sort: true in the source, or sort the file by its time column',
    )
  })

  it('does not take a series that was away and sends what it missed for one', () => {
    const rows = shop(40).filter(({ key, time }) => !(key![0] === 'milk' && time > monday + 10 * dayMs))
    const missed = shop(40).filter(({ key, time }) => key![0] === 'milk' && time > monday + 10 * dayMs)
    expect(emitted([...rows, ...missed], steps()).filter((made) => keyOf(made) === 'milk')).toHaveLength(40)
  })

  it('refuses a series that is itself called total', () => {
    expect(() => emitted([row('a', 0, 1), row('total', 0, 1)], steps())).toThrow(
      'total: expected no series called total, got one; if its rows are the sum of the others, leave them out, else give it another name',
    )
    const region = (store: string) => ({ ...row('', 0, 1), key: ['total', store] })
    expect(emitted([region('a')], steps()).at(-1)!.key).toEqual(['total', 'total'])
  })

  it('leaves a series alone that is the only one', () => {
    const rows = shop(60).filter(({ key }) => key![0] === 'milk')
    const alone = emitted(rows, series())
    const both = emitted(rows, steps())
    const of = (name: string) => both.filter((made) => keyOf(made) === name).map(({ lower, values }) => [lower, values])
    expect(of('milk')).toEqual(alone.map(({ lower, values }) => [lower, values]))
    expect(of('total')).toEqual(of('milk'))
  })

  it('refuses a forecaster with other leads', () => {
    const other = chain(byKey(forecast(options)), reconcile(forecast({ ...options, horizon: 2 })))
    expect(() => emitted(shop(3), other)).toThrow(
      'total: expected forecasts at the leads of the series, 1, 2, 3, got 1, 2; set the horizon of both',
    )
  })

  it('uses nothing of the future', () => {
    const rows = shop(90)
    const changed = rows.map((one) => (one.time > monday + 60 * dayMs ? { ...one, values: [999] } : one))
    const until = (forecasts: readonly Forecast[]) => printed(forecasts.filter((made) => dayOf(made) <= 60))
    expect(until(emitted(changed, steps()))).toEqual(until(emitted(rows, steps())))
    expect(printed(emitted(changed, steps()))).not.toEqual(printed(emitted(rows, steps())))
  })

  it('goes on with the same bits after a restore, wherever it was stopped', () => {
    const rows = shop(70)
    const all = printed(emitted(rows, steps()))
    for (const stop of [1, 2, 7, 60, 151, rows.length - 1, rows.length]) {
      const out: Forecast[] = []
      const first = steps().open((made) => out.push(made))
      for (const observation of rows.slice(0, stop)) first.next(observation)
      const second = steps().open((made) => out.push(made))
      restore(second, snapshot(first))
      for (const observation of rows.slice(stop)) second.next(observation)
      second.flush?.()
      expect(printed(out)).toEqual(all)
    }
  })

  it('emits nothing for nothing, passes errors on, and stops upstream', () => {
    const alone = () => reconcile(forecast(options))
    expect(emitted([], alone())).toEqual([])
    const made = emitted(shop(3), series())
    const broken = concat(
      of(...made),
      throwError(() => new Error('broken')),
    )
    expect(() => emitted(broken as never, alone())).toThrow('broken')
    const source = new Subject<Forecast>()
    const seen: Forecast[] = []
    source.pipe(alone(), take(2)).subscribe((one) => seen.push(one))
    for (const one of made) source.next(one)
    expect([seen.length, source.observed]).toEqual([2, false])
  })

  it('rejects wrong options, and a forecaster whose state cannot be saved', () => {
    expect(() => reconcile(forecast(options), { lateness: 'soon' })).toThrow('reconcile.lateness: expected a duration')
    expect(() => reconcile(filter(() => true) as never)).toThrow(ConfigError)
  })
})
