import { expect, it } from 'vitest'
import { byKey } from '../../src/operators/by-key.ts'
import { chain } from '../../src/operators/chain.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { reconcile } from '../../src/operators/reconcile.ts'
import type { Forecast } from '../../src/series/forecast.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { fuzz, fuzzTimeout } from '../fuzz/fuzz.ts'
import { interleaved, lateness, stream } from './interleaved.ts'

const late = { lateness: `${lateness}d` }
const made = (horizon: number, integer: boolean) =>
  forecast({
    horizon,
    season: 7,
    experts: ['drift', 'seasonalNaive'],
    intervals: [0.8],
    integer,
    ...(integer && { min: -60 }),
  })
const series = (horizon: number, integer: boolean) => {
  const ledger = new Ledger()
  return byKey(
    chain(inOrder(late, { ledger }), fillGaps({ cadence: '1d', maxGap: 6 }, { ledger }), made(horizon, integer)),
  )
}
const steps = (horizon: number, integer: boolean) =>
  chain(series(horizon, integer), reconcile(made(horizon, false), { integer, ...late, ...(integer && { min: -60 }) }))

/** What a run emits for rows, if it is saved and restored at some of them. */
function emitted(
  operator: ReturnType<typeof series>,
  rows: readonly Observation[],
  stops: readonly number[] = [],
): Forecast[] {
  const out: Forecast[] = []
  const open = () => operator.open((forecast) => out.push(forecast))
  let run = open()
  rows.forEach((row, i) => {
    if (stops.includes(i)) {
      const next = open()
      restore(next, snapshot(run))
      run = next
    }
    run.next(row)
  })
  run.flush?.()
  return out
}

const name = ({ key, origin }: Forecast) => `${key} ${origin}`
const isTotal = ({ key }: Forecast) => key![0] === 'total'

/** The sum of the last forecasts of the parts for the times of a total. */
function sums(total: Forecast, last: Iterable<Forecast>): number[] {
  const parts = [...last].filter((part) => part.times.at(-1)! >= total.origin)
  return total.times.map((time) => {
    const values = parts.map((part) => part.values.at(part.times.findIndex((one) => one >= time))!)
    return values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0)
  })
}

it(
  'parts and total add up for rows in any order, each part is passed on once, and a restore changes nothing',
  async () => {
    let totals = 0
    await fuzz(
      'totals',
      interleaved(3),
      async (one) => {
        const rows = stream(one).map(({ arrives: _, ...row }) => row)
        const horizon = 1 + (rows.length % 4)
        const integer = rows.length % 2 === 0
        const forecasts = emitted(steps(horizon, integer), rows)
        const last = new Map<string, Forecast>()
        for (const forecast of forecasts) {
          last.set(forecast.key![0]!, forecast)
          if (!isTotal(forecast)) continue
          totals++
          const parts = [...last.values()].filter((part) => !isTotal(part))
          const expected = sums(forecast, parts)
          forecast.values.forEach((value, i) => {
            if (!Number.isNaN(value)) expect(value).toBeCloseTo(expected[i]!, 8)
            if (integer && !Number.isNaN(value)) expect(Number.isInteger(value)).toBe(true)
          })
        }
        const alone = emitted(series(horizon, integer), rows).map(name)
        expect(
          forecasts
            .filter((forecast) => !isTotal(forecast))
            .map(name)
            .sort(),
        ).toEqual(alone.sort())
        const stops = one.stops.map((share) => Math.floor(share * rows.length))
        const printed = (some: readonly Forecast[]) => some.map((forecast) => JSON.stringify(forecast))
        expect(printed(emitted(steps(horizon, integer), rows, stops))).toEqual(printed(forecasts))
      },
      25,
    )
    expect(totals).toBeGreaterThan(100)
  },
  fuzzTimeout,
)
