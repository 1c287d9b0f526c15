import { describe, expect, it } from 'vitest'
import { chain } from '../../src/operators/chain.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { reconcile } from '../../src/operators/reconcile.ts'
import { score } from '../../src/operators/score.ts'
import { TotalStage } from '../../src/run/total-stage.ts'
import type { Forecast } from '../../src/series/forecast.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const options = { horizon: 2, season: 'none' as const, cadence: '1d', experts: ['persistence'], intervals: [0.8] }
const day = 86_400_000

/** The forecasts of two series. */
const forecasts: Forecast[] = []
const handlers = ['a', 'b'].map(() => chain(forecast(options)).open((made) => forecasts.push(made)))
for (let i = 0; i < 30; i++)
  for (const [s, key] of ['a', 'b'].entries())
    handlers[s]!.next({ key: [key], time: i * day, values: [10 * (s + 1) + ((i * (s + 3)) % 7)], covariates: [] })

const begin = () => {
  const out: string[] = []
  const steps = { reconcile: reconcile(forecast(options)), score: score() }
  return { out, stage: new TotalStage(steps, (scored) => out.push(JSON.stringify(scored))) }
}

describe('TotalStage', () => {
  it('scores each series and the total, and reports on them with their last forecasts', () => {
    const { out, stage } = begin()
    for (const one of forecasts) stage.next(one)
    stage.flush()
    expect(out).toHaveLength(90)
    const found = [{ key: ['b'], last: undefined, warnings: ['odd'] }]
    const reports = stage.reports(found)
    expect(reports.map(({ key, scores }) => [key, scores!.count[0]])).toEqual([
      [['a'], 29],
      [['b'], 29],
      [['total'], 29],
    ])
    expect(JSON.stringify(reports[2]!.last)).toBe(out.at(-1))
    expect(reports.map(({ warnings }) => warnings)).toEqual([undefined, ['odd'], []])
    stage.close()
    expect(stage.reports([])).toEqual([])
  })

  it('goes on from its pieces, of which the first says which others there are', () => {
    const whole = begin()
    for (const one of forecasts) whole.stage.next(one)
    for (const until of [0, 1, 31]) {
      const first = begin()
      for (const one of forecasts.slice(0, until)) first.stage.next(one)
      const saved = new Map([...first.stage.pieces()].map(([key, piece]) => [key, snapshot(piece)]))
      const second = begin()
      for (const one of forecasts.slice(0, 7)) second.stage.next(one)
      second.out.length = 0
      for (const [key, piece] of second.stage.pieces()) restore(piece, saved.get(key)!)
      for (const one of forecasts.slice(until)) second.stage.next(one)
      expect([...first.out, ...second.out]).toEqual(whole.out)
    }
  })
})
