import { describe, expect, it } from 'vitest'
import { byKey } from '../../src/operators/by-key.ts'
import { chain } from '../../src/operators/chain.ts'
import { chainOf } from '../../src/pipeline/chain.ts'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import type { PipelineTree } from '../../src/pipeline/pipeline-tree.ts'
import { totalOf } from '../../src/pipeline/total-of.ts'
import type { Forecast } from '../../src/series/forecast.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import { dayMs, emitted, monday } from '../operators/observe.ts'

const rows: Observation[] = Array.from({ length: 90 }, (_, i) => ({
  key: [i % 3 === 2 ? 'c' : i % 3 === 1 ? 'b' : 'a'],
  time: monday + Math.floor(i / 3) * dayMs,
  values: [(i * 7) % 5, 90 + ((i * 3) % 10)],
  covariates: [i],
}))

/** Forecasts of series and total by the steps of a pipeline. */
function run(steps: NonNullable<PipelineTree['steps']>): Forecast[] {
  const source = { csv: { path: 'a.csv', time: 'date', target: ['sold', 'load'], covariates: ['c'] } }
  const checked = definePipeline({ source, steps }).steps
  const upToForecast = checked.filter(({ word }) => word.emits !== 'Scored')
  const context = { targets: ['sold', 'load'], covariates: ['c'], cadence: '1d', seed: 1 }
  const series = chainOf<Forecast>(upToForecast, context, new Ledger())
  return emitted(rows, chain(byKey(series), totalOf(checked, context)))
}

function addUp(forecasts: readonly Forecast[], days = 30): void {
  expect(forecasts).toHaveLength(4 * days)
  for (let at = 0; at < forecasts.length; at += 4) {
    const [a, b, c, total] = forecasts.slice(at, at + 4).map(({ values }) => values)
    total!.forEach((value, i) => {
      expect(value).toBeCloseTo(a![i]! + b![i]! + c![i]!, 9)
    })
  }
}

describe('the total of a pipeline', () => {
  it('is forecast with the steps of the series, within the limits that sums have', () => {
    const options = {
      ...{ horizon: 2, season: 'none', experts: ['persistence', 'drift'], intervals: [0.8] },
      ...{ min: { sold: 0 }, max: { load: 100 }, integer: { sold: true } },
    }
    const forecasts = run([{ inOrder: { lateness: '1d' } }, { fillGaps: '1d' }, { forecast: options }])
    addUp(forecasts)
    const [total] = forecasts.slice(-1)
    // Above the limit of a series, which its sum does not have.
    expect(total!.values[2]).toBeGreaterThan(250)
    for (const { lower, values } of forecasts) {
      expect(Number.isInteger(values[0])).toBe(true)
      if (!Number.isNaN(lower[0]![0])) expect(lower[0]![0]).toBeGreaterThanOrEqual(0)
    }
  })

  it('is forecast by LSTMs if the series are', () => {
    const forecasts = run([
      'inOrder',
      'normalize',
      { lookback: 4 },
      { lstm: { hidden: 4, horizon: 1 } },
      { conformal: 0.8 },
    ])
    const first = forecasts.findIndex(({ key }) => key![0] === 'total')
    // The lookback of the total begins with the first forecasts of the series, which pass as they are meanwhile.
    expect(first).toBe(12)
    addUp(forecasts.slice(9), 24)
  })

  it('is forecast with the defaults of a horizon alone', () => {
    addUp(run(['inOrder', { forecast: 1 }]))
  })
})
