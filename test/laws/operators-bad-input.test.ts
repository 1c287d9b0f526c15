import { describe, expect, it } from 'vitest'
import { conformal } from '../../src/operators/conformal.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { lookback } from '../../src/operators/lookback.ts'
import { lstm } from '../../src/operators/lstm.ts'
import { normalize } from '../../src/operators/normalize.ts'
import { score } from '../../src/operators/score.ts'
import type { Forecast } from '../../src/series/forecast.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import { dayMs, emitted, monday, read } from '../operators/observe.ts'

/** Day and value of each row, in file order: everything that goes wrong with rows that were read well. */
function rows(): Observation[] {
  const day = (index: number, value: number) => [index, value] as const
  const days = [
    ...Array.from({ length: 40 }, (_, i) => day(i, 5)), // constant from the start
    ...Array.from({ length: 20 }, (_, i) => day(40 + i, 5 + (i % 7))),
    day(59, 99), // the same day again
    day(20, 99), // long gone by
    day(60, Number.NaN), // an empty cell
    day(61, 1e6), // a slip of the pen
    ...Array.from({ length: 20 }, (_, i) => day(62 + i, 5 + (i % 7))),
    day(84, 6), // two days missing before
    ...Array.from({ length: 20 }, (_, i) => day(185 + i, 5 + (i % 7))), // a hundred days missing before
  ]
  return days.map(([index, value], i) => read(i + 2, monday + index * dayMs, value))
}

/** Cleans the rows and forecasts; the ledger is as a source leaves it, then as the operators do. */
function run(forecaster: (clean: Observation[]) => Forecast[]) {
  const ledger = new Ledger()
  const given = rows()
  for (const { values } of given) ledger.accept(Number.isNaN(values[0]!))
  const clean = emitted(emitted(given, inOrder({}, { ledger })), fillGaps('1d', { ledger }))
  return { ledger, given, clean, scored: emitted(forecaster(clean), score()) }
}

const chains: Record<string, (clean: Observation[]) => Forecast[]> = {
  'normalize, lookback, lstm, conformal': (clean) => {
    const windows = emitted(emitted(clean, normalize({ decayedMoments: 30 })), lookback(8))
    return emitted(emitted(windows, lstm({ horizon: 3, hidden: 8 })), conformal([0.8, 0.95]))
  },
  forecast: (clean) => emitted(clean, forecast({ horizon: 3, season: 7, hidden: 8 })),
  'forecast, anew after a gap': (clean) =>
    emitted(clean, forecast({ horizon: 3, season: 7, hidden: 8, gaps: 'reset' })),
}

describe.each(Object.entries(chains))('bad input through %s', (_, forecaster) => {
  const { ledger, given, clean, scored } = run(forecaster)

  it('accounts for every row', () => {
    expect(ledger.rows).toBe(given.length)
    expect(ledger).toMatchObject({ accepted: given.length - 3, imputed: 1, rejected: 1, skipped: 1 })
    expect(ledger).toMatchObject({ filled: 2, restarts: 1 })
    expect(clean).toHaveLength(given.length - 2 + 2)
  })

  it('forecasts finite numbers, whenever it forecasts', () => {
    expect(scored.length).toBeGreaterThan(80)
    for (const { values } of scored) expect([...values].every(Number.isFinite)).toBe(true)
  })

  it('orders the ends of every interval, wider ones outside', () => {
    for (const { lower, upper } of scored)
      for (let i = 0; i < 3; i++) {
        if (Number.isNaN(lower[0]![i]!)) continue
        expect(lower[1]![i]!).toBeLessThanOrEqual(lower[0]![i]!)
        expect(lower[0]![i]!).toBeLessThanOrEqual(upper[0]![i]!)
        expect(upper[0]![i]!).toBeLessThanOrEqual(upper[1]![i]!)
      }
  })

  it('forecasts 5 as long as there have only been fives', () => {
    const constant = scored.filter(({ origin }) => origin < monday + 40 * dayMs)
    for (const { values } of constant) expect([...values]).toEqual([5, 5, 5])
  })

  it('scores nothing across the long gap', () => {
    const after = scored.findIndex(({ observation }) => observation.restart)
    expect(after).toBeGreaterThan(0)
    expect([...scored[after]!.residuals].every(Number.isNaN)).toBe(true)
    expect(scored[after + 1]!.residuals[0]).not.toBeNaN()
  })
})
