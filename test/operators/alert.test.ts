import { map } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ConfigError, DataError } from '../../src/errors.ts'
import { alert, alertWord } from '../../src/operators/alert.ts'
import { chain } from '../../src/operators/chain.ts'
import { score } from '../../src/operators/score.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import type { ForecastData } from '../../src/series/forecast.ts'
import type { Scored } from '../../src/series/scored.ts'
import { marbles } from './marbles.ts'
import { dayMs, emitted, monday } from './observe.ts'

/** Two channels; each forecasts its value for the next days, give or take 1. */
function forecasts(rows: readonly (readonly [number, number])[], levels = [0.8]): ForecastData[] {
  return rows.map((values, at) => {
    const time = monday + at * dayMs
    const said = Float64Array.from([values[0], values[0], values[1], values[1]])
    return {
      origin: time,
      observation: { time, values },
      leads: [1, 2],
      times: [time + dayMs, time + 2 * dayMs],
      values: said,
      levels,
      lower: levels.map(() => said.map((x) => x - 1)),
      upper: levels.map(() => said.map((x) => x + 1)),
    }
  })
}
const rows = [
  [10, 50],
  [20, 50],
  [20, 80],
  [10, 50],
] as const
const eventsOf = (all: readonly Scored[]) =>
  all.flatMap(({ events = [] }, row) => events.map(({ kind, channel }) => `${row} ${kind} ${channel}`))

describe('alert', () => {
  it('adds events to the forecasts at which it fires and recovers', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const [a, b, c, d] = forecasts(rows)
      const source = cold('-a-b-c-d-|', { a: a!, b: b!, c: c!, d: d! })
      const said = source.pipe(
        score(),
        alert({ above: 15, within: '2d', target: 0 }),
        map(({ events }) => events?.map(({ kind }) => kind).join() ?? ''),
      )
      expectObservable(said).toBe('-a-b-c-d-|', { a: '', b: 'alert', c: '', d: 'recovered' })
      expectSubscriptions(source.subscriptions).toBe('^--------!')
    })
  })

  it('watches each target by itself, and may be there several times', () => {
    const all = chain(score(), alert({ above: 15, within: 1 }), alert({ below: 15, within: '1d', target: 0 }))
    expect(eventsOf(emitted(forecasts(rows), all))).toEqual([
      '0 alert 1',
      '0 alert 0',
      '1 alert 0',
      '1 recovered 0',
      '3 recovered 0',
      '3 alert 0',
    ])
  })

  it('completes on an empty source and passes an error', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold<Scored>('--|').pipe(alert({ above: 1, within: 1 }))).toBe('--|')
      expectObservable(cold<Scored>('--#').pipe(alert({ above: 1, within: 1 }))).toBe('--#')
    })
  })

  it('refuses options that say nothing, or two things', () => {
    expect(() => alert({ within: 1 })).toThrow(ConfigError)
    expect(() => alert({ within: 1 })).toThrow(/alert.above: expected above or below/)
    expect(() => alert({ above: 1, below: 0, within: 1 })).toThrow(/either above or below, got 1; omit one/)
    expect(() => alert({ above: 1, within: 'soon' })).toThrow(/a duration/)
  })

  it('refuses a target that does not exist', () => {
    const [first] = forecasts(rows)
    expect(() => emitted([first!], chain(score(), alert({ above: 1, within: 1, target: 2 })))).toThrow(
      'alert.target: expected the name of a target, got "2"; the targets are 0, 1',
    )
    const problems = (target: string) =>
      alertWord.check!({ target, above: 1 } as never, { targets: ['a', 'b'], covariates: [] })
    expect(problems('a')).toEqual([])
    expect(problems('c')).toMatchObject([
      { path: ['target'], message: expect.stringContaining('the targets are a, b') },
    ])
  })

  it('refuses forecasts without intervals, and a span without a lead', () => {
    const through = (all: ForecastData[], within: string | number) =>
      emitted(all, chain(score(), alert({ above: 1, within })))
    expect(() => through(forecasts(rows, []), 1)).toThrow(DataError)
    expect(() => through(forecasts(rows, []), 1)).toThrow(/expected forecasts with intervals, got none/)
    expect(() => through(forecasts(rows), '6h')).toThrow(
      'alert.within: expected a span with a lead in it, got 6h; the shortest is 1 d ahead',
    )
  })
})

it('says what a span is, and refuses one that is shorter than a stated step, with its place', () => {
  const problemsOf = (alert: string) => {
    const text = `source:\n  csv: { path: a.csv, time: t, target: v }\nsteps:\n  - fillGaps: 1d\n  - forecast: 3\n  - score\n  - alert: ${alert}\n`
    try {
      parsePipeline(text, 'a.yaml')
      return []
    } catch (error) {
      return (error as ConfigError).problems.map(({ where, message }) => `${where} ${message}`)
    }
  }
  expect(problemsOf('{}')).toEqual([
    'a.yaml:7:5 alert.within: expected a duration such as 24h, or a number of steps such as 3, got nothing',
  ])
  expect(problemsOf('{ above: 1, within: 1h }')).toEqual([
    'a.yaml:7:32 alert.within: expected a span of one step, 1d, or more, got "1h"',
  ])
  expect(problemsOf('{ above: 1, within: 1d }')).toEqual([])
  expect(problemsOf('{ above: 1, within: 1 }')).toEqual([])
})
