import { concat, map, NEVER, of, throwError } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { networksInUse } from '../../src/lstm/create-engine.ts'
import { lookback } from '../../src/operators/lookback.ts'
import { lstm, lstmWord } from '../../src/operators/lstm.ts'
import { normalize } from '../../src/operators/normalize.ts'
import { score } from '../../src/operators/score.ts'
import type { Forecast } from '../../src/series/forecast.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Lookback } from '../../src/series/lookback.ts'
import type { Observation } from '../../src/series/observation.ts'
import { context } from '../laws/stages.ts'
import { marbles } from './marbles.ts'
import { daily, dayMs, emitted, monday } from './observe.ts'

const windows = (observations: readonly Observation[], n = 4): Lookback[] =>
  emitted(emitted(observations, normalize()), lookback(n))
/** Up, up, down, down: the next value is plain from the last two, and persistence is wrong half the time. */
const waves = (count: number) => Array.from({ length: count }, (_, i) => 20 + (Math.floor(i / 2) % 2))

describe('lstm', () => {
  it('emits a forecast for each window, at once', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const [a, b] = windows(daily([1, 2, 3, 4, 5]))
      const source = cold('-a-b-|', { a: a!, b: b! })
      const said = source.pipe(
        lstm({ horizon: 2, hidden: 3 }),
        map(({ origin, observation, values }) => [origin, observation.values[0], ...values].join(' ')),
      )
      // A fresh network says "no change".
      expectObservable(said).toBe('-a-b-|', { a: `${monday + 3 * dayMs} 4 4 4`, b: `${monday + 4 * dayMs} 5 5 5` })
      expectSubscriptions(source.subscriptions).toBe('^----!')
    })
  })

  it('completes on an empty source, passes an error, and unsubscribes from its source', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      expectObservable(cold<Lookback>('--|').pipe(lstm())).toBe('--|')
      expectObservable(cold<Lookback>('--#').pipe(lstm())).toBe('--#')
      const source = hot('-a-a-|', { a: windows(daily([1, 2, 3, 4]))[0]! })
      const origins = source.pipe(
        lstm({ hidden: 2 }),
        map(({ origin }) => origin),
      )
      expectObservable(origins, '^-!').toBe('-a', { a: monday + 3 * dayMs })
      expectSubscriptions(source.subscriptions).toBe('^-!')
    })
  })

  it('equals persistence until it has learned, for each channel, in original units', () => {
    const observations = Array.from({ length: 50 }, (_, i) => ({
      time: monday + i * dayMs,
      values: [1000 + (i % 5), -0.001 * i],
      covariates: [i],
    }))
    for (const { values, observation } of emitted(windows(observations), lstm({ leads: [1, 7], learningRate: 0 }))) {
      const [a, b] = Array.from(observation.values)
      expect([...values]).toEqual([a, a, b, b])
    }
  })

  it('learns online: on sine waves its error drops far below persistence', () => {
    const options = { horizon: 1, hidden: 8, learningRate: 1e-2 }
    const forecasts = emitted(windows(daily(waves(1500)), 8), lstm(options))
    const { scores } = emitted(forecasts, score({ from: 1000 })).at(-1)!
    expect(scores.count[0]).toBeGreaterThan(400)
    expect(scores.skillPersistence[0]).toBeGreaterThan(0.8)
  })

  it('gives the same forecasts with the same seed, and different ones with another', () => {
    const last = (seed?: number) =>
      emitted(windows(daily(waves(100))), lstm({ horizon: 1, hidden: 4, ...(seed === undefined ? {} : { seed }) })).at(
        -1,
      )!.values[0]
    expect(last(3)).toBe(last(3))
    expect(last(3)).not.toBe(last(4))
    // Without one it is 1, or the pipeline's.
    expect(last()).toBe(last(1))
    const built = lstmWord.build({ horizon: 1, hidden: 4 }, { ...context(), seed: 3 }, new Ledger())
    expect(emitted(windows(daily(waves(100))), built).at(-1)!.values[0]).toBe(last(3))
  })

  it('carries a missing value forward, learns nothing from it, and stays finite', () => {
    const values = waves(200).map((value, i) => (i % 9 === 8 ? Number.NaN : value))
    const forecasts = emitted(windows(daily(values)), lstm({ horizon: 3, hidden: 4, learningRate: 1e-2 }))
    expect(forecasts.every(({ values }) => values.every(Number.isFinite))).toBe(true)
    const idle = emitted(windows(daily(values)), lstm({ horizon: 1, hidden: 4, learningRate: 0 }))
    idle.forEach(({ values: [said] }, i) => {
      const known = values.slice(0, i + 4).findLast((value) => !Number.isNaN(value))
      expect(said).toBe(known)
    })
  })

  it('has no forecast before the first value', () => {
    const none = new Array(6).fill(Number.NaN)
    const forecasts = emitted(windows(daily([...none, 5, 6])), lstm({ horizon: 1, hidden: 2, learningRate: 0 }))
    expect(forecasts.map(({ values }) => values[0])).toEqual([Number.NaN, Number.NaN, Number.NaN, 5, 6])
  })

  it('is stable through a jump of a million and on a constant series', () => {
    const jump = [...waves(300), 1e6, ...waves(300)]
    const options = { horizon: 1, hidden: 8, learningRate: 1e-2 }
    const { scores } = emitted(emitted(windows(daily(jump), 8), lstm(options)), score({ from: 400 })).at(-1)!
    expect(scores.mae[0]).toBeLessThan(0.5)
    const constant = emitted(windows(daily(new Array(300).fill(7))), lstm(options))
    expect(constant.every(({ values }) => values[0] === 7)).toBe(true)
  })

  it('starts afresh after a restart: its forecasts do not depend on the state before', () => {
    const observations = daily(waves(60))
    const restarted = observations.map((one, i) => (i === 30 ? { ...one, restart: true } : one))
    const options = { horizon: 2, hidden: 4, learningRate: 0 }
    const forecasts = emitted(windows(restarted), lstm(options))
    expect(forecasts).toHaveLength(27 + 27)
    expect(forecasts.filter(({ observation }) => observation.restart).map(({ origin }) => origin)).toEqual([
      monday + 33 * dayMs,
    ])
    // The gates are those of a network that has only seen the new stretch, in the scale of the old one.
    const gatesOf = (rows: Lookback[]) => {
      let cell: number[] = []
      emitted(
        rows,
        map((x: Lookback) => x),
      )
      emitted(rows, (source) =>
        source.pipe(
          lstm(options),
          map(({ inside }) => {
            cell = Array.from(inside!.cells[0]!.state)
          }),
        ),
      )
      return cell
    }
    const rows = windows(restarted)
    expect(gatesOf(rows)).toEqual(gatesOf(rows.slice(27)))
    expect(gatesOf(rows)).not.toEqual(gatesOf(windows(observations)))
  })

  it('exposes its gates, with itself as the only expert', () => {
    const [first] = emitted(windows(daily(waves(4))), lstm({ horizon: 2, hidden: 3 }))
    expect(first!.inside).toMatchObject({ experts: ['lstm'], weights: Float64Array.of(1, 1) })
    expect(first!.inside!.cells[0]).toMatchObject({ hidden: 3 })
    expect(first!.inside!.cells[0]!.forget).toHaveLength(3)
  })

  it('computes forecast times by the cadence or by the last step', () => {
    const observations = daily([1, 2, 3, 4, 5])
    const byStep = emitted(windows(observations), lstm({ leads: [1, 3] }))
    expect(byStep.map(({ times }) => times)).toEqual([
      [Number.NaN, Number.NaN],
      [monday + 5 * dayMs, monday + 7 * dayMs],
    ])
    const byCadence = emitted(windows(observations.map((one) => ({ ...one, cadence: '1mo' }))), lstm({ leads: [1] }))
    expect(byCadence[0]!.times).toEqual([Date.UTC(2024, 1, 4)])
  })

  it('uses the default horizon of the cadence', () => {
    const hourly = daily([1, 2, 3, 4]).map((one) => ({ ...one, cadence: '1h' }))
    expect(emitted(windows(hourly), lstm({ hidden: 2 }))[0]!.leads).toHaveLength(24)
    expect(emitted(windows(daily([1, 2, 3, 4])), lstm({ hidden: 2 }))[0]!.leads).toHaveLength(10)
  })

  it('frees its network however a subscription ends, and its forecasts remain readable', () => {
    const rows = of(...windows(daily(waves(12))))
    for (const source of [
      rows,
      concat(
        rows,
        throwError(() => new Error('broken')),
      ),
      concat(rows, NEVER),
    ]) {
      const { networks } = networksInUse()
      let latest: Forecast | undefined
      const next = (forecast: Forecast) => {
        latest = forecast
        expect(networksInUse().networks).toBe(networks + 1)
      }
      source
        .pipe(lstm({ horizon: 2, hidden: 3 }))
        .subscribe({ next, error: () => {} })
        .unsubscribe()
      expect(networksInUse().networks).toBe(networks)
      expect(Array.from(latest!.inside!.cells[0]!.state).some((h) => h !== 0)).toBe(true)
    }
  })

  it('needs the reference engine for a convolution or attention', () => {
    expect(() => lstm({ front: { attention: { steps: 8 } } })).toThrow(
      'lstm.engine: expected "reference", which front needs, got nothing; set engine: reference, or leave out front',
    )
  })

  it('refuses invalid options', () => {
    expect(() => lstm({ horizon: 3, leads: [1] })).toThrow(ConfigError)
    expect(() => lstm({ horizon: 3, leads: [1] })).toThrow(
      'lstm.leads: expected either horizon or leads, got [1]; omit one',
    )
    expect(() => lstm({ hidden: 0 })).toThrow('lstm.hidden: expected a number at least 1, got 0')
    expect(() => lstm({ leads: [0] })).toThrow('lstm.leads.0: expected a number at least 1, got 0')
  })
})
