import { describe, expect, it } from 'vitest'
import { Lstm } from '../../src/lstm/lstm.ts'
import type { LstmOptions } from '../../src/lstm/options.ts'
import { chain } from '../../src/operators/chain.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import type { Within } from '../../src/operators/stateful.ts'
import type { Forecast } from '../../src/series/forecast.ts'
import type { Observation } from '../../src/series/observation.ts'

const day = 86_400_000
const weekly = (count: number): Observation[] =>
  Array.from({ length: count }, (_, i) => ({ time: i * day, values: [20 + (i % 7)], covariates: [] }))

describe('forecast with networks that several series have in common', () => {
  it('joins them by a name for each scale and shape, and by the key of its series', () => {
    const joined: (readonly [string, string])[] = []
    const networks = {
      join(name: string, key: string, options: LstmOptions) {
        joined.push([name, key])
        return new Lstm(options)
      },
    }
    const steps = chain(inOrder(), forecast({ horizon: 2, season: 7, cadence: '1mo' }))
    const said = (within?: Within) => {
      const forecasts: Forecast[] = []
      const run = steps.open((forecast) => forecasts.push(forecast), within)
      for (const row of weekly(30)) run.next(row)
      // The first value that has no logarithm changes the scale.
      run.next({ time: 30 * day, values: [-1], covariates: [] })
      run.close?.()
      return forecasts.map(({ values }) => [...values])
    }
    expect(said({ key: 'Seattle', networks })).toEqual(said())
    expect(joined).toEqual(
      ['log', 'linear'].flatMap((scale) => [
        [`monthly ${scale} lstm 1 (rls(3)) 1 × 12 → 1,2`, 'Seattle'],
        [`monthly ${scale} lstm 2 (holtWintersMultiplicative) 1 × 12 → 1,2`, 'Seattle'],
      ]),
    )
    expect(said({ key: 'Seattle' })).toEqual(said())
    expect(joined).toHaveLength(4)
  })
})
