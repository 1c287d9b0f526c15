import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { alert } from '../../src/operators/alert.ts'
import { chain } from '../../src/operators/chain.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { score } from '../../src/operators/score.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Reject } from '../../src/series/reject.ts'
import type { Scored } from '../../src/series/scored.ts'
import { daily, emitted, read } from './observe.ts'

const wave = (rows: number) => daily(Array.from({ length: rows }, (_, t) => ((t % 10) - 6) * (1 + (t % 3))))
const options = { horizon: 2, season: 'none', outcome: { rain: 'precipitation > 0' } } as const
const names = { targets: ['precipitation'] }
const scored = (rows = wave(40)) => emitted(rows, chain(forecast(options, names), score())) as Scored[]

describe('forecast with an outcome', () => {
  it('forecasts probabilities by lead, and scores them against what happens', () => {
    const last = scored().at(-1)!
    expect(last.outcomes).toEqual({ names: ['rain'], groups: [0] })
    expect(last.values.every((p) => p > 0 && p < 1)).toBe(true)
    expect(last.levels).toEqual([])
    expect(Array.from(last.observation.values)).toEqual([1])
    expect(last.scores.at(0, 1).outcome!.skill).toBeGreaterThan(0.1)
  })

  it('does not depend on later rows', () => {
    const before = scored().map(({ values }) => [...values])
    const rows = wave(40)
    const changed = scored([...rows.slice(0, 30), ...rows.slice(30).map((row) => ({ ...row, values: [3] }))])
    expect(changed.slice(0, 30).map(({ values }) => [...values])).toEqual(before.slice(0, 30))
    expect([...changed.at(-1)!.values]).not.toEqual(before.at(-1))
  })

  it('rejects a value that is not a label of a target that is 0 or 1, and fills its time', () => {
    const rejects: Reject[] = []
    const ledger = new Ledger((reject) => rejects.push(reject))
    const day = 86_400_000
    const rows = [0, 1, 7, 1].map((value, i) => read(2 + i, i * day, value))
    for (const _ of rows) ledger.accept(false)
    const all = emitted(rows, forecast({ horizon: 1, season: 'none', outcome: true }, { targets: ['wet'], ledger }))
    expect(all.map(({ observation }) => observation.values[0])).toEqual([0, 1, Number.NaN, 1])
    expect(rejects.map(({ place, reason }) => [place, reason])).toEqual([
      [
        { file: 'a.csv', line: 4 },
        'expected 0 or 1 in wet, got 7; say which values count, such as outcome: { wet: wet > 0 }',
      ],
    ])
    expect(ledger.counts).toMatchObject({ rows: 4, accepted: 3, rejected: 1, filled: 1 })
  })

  it('rejects the position of no class in code', () => {
    const rejects: string[] = []
    const more = {
      targets: ['sky'],
      classes: { sky: ['sun', 'rain'] },
      onReject: ({ reason }: Reject) => rejects.push(reason),
    }
    const [first] = emitted(daily([1, 2]), forecast({ horizon: 1, season: 'none', outcome: true }, more))
    expect(first!.outcomes!.names).toEqual(['sky=sun', 'sky=rain'])
    expect(rejects).toEqual(['expected the position of a class of sky, from 0 to 1, got 2'])
  })

  it('mixes the experts of outcomes that are named, and refuses others', () => {
    const [first] = emitted(wave(1), forecast({ ...options, experts: ['rate', 'markov(1)'] }, names))
    expect(first!.inside!.experts).toEqual(expect.arrayContaining(['rate', 'markov(1)']))
    expect(first!.inside!.experts).not.toContain('logistic(values)')
    const experts = (...some: string[]) => forecast({ ...options, experts: some })
    expect(() => experts('rate', 'markow(1)')).toThrow(
      'forecast.experts.1: expected the name of an expert of outcomes, got "markow(1)"; did you mean "markov(1)"?',
    )
    expect(() => experts('persistence')).toThrow('known are rate, recentRate')
    expect(() => forecast({ horizon: 2, experts: ['markov(1)'] })).toThrow(
      'the name of an expert, got "markov(1)"; known are',
    )
    const season = { ...options, experts: ['seasonRate'] } as const
    const unsuited = 'forecast.experts.0: expected the name of an expert of these outcomes, got "seasonRate"'
    expect(() => forecast({ ...season, cadence: '1d' }, names)).toThrow(unsuited)
    expect(() => emitted(wave(1), forecast(season, names))).toThrow(unsuited)
  })

  it('is watched by alert with a probability alone', () => {
    const all = chain(forecast(options, names), score(), alert({ probability: 0.7, within: 1 }))
    const rows = daily([...Array(12).fill(5), ...Array(12).fill(-5)])
    const events = (emitted(rows, all) as Scored[]).flatMap(({ events = [] }) => events)
    expect(events.map(({ kind }) => kind)).toEqual(['alert', 'recovered'])
    expect(events[0]!.reason).toMatch(/^the value within 1 steps has a probability of \d+ %: /)
    expect(events[1]!.reason).toMatch(/has a probability of \d+ % now; it happened at 2024-01-/)
    const limited = chain(forecast(options, names), score(), alert({ above: 3, within: 1 }))
    expect(() => emitted(rows, limited)).toThrow('alert: expected probability alone, as the forecasts are of outcomes')
    const values = chain(forecast({ horizon: 2, season: 'none' }), score(), alert({ probability: 0.7, within: 1 }))
    expect(() => emitted(rows, values)).toThrow('alert: expected above or below')
  })

  it('refuses options about values, and columns that are not there', () => {
    expect(() => forecast({ ...options, intervals: [0.8], min: 0, point: 'mean' })).toThrow(
      [
        'forecast.intervals: expected no intervals beside outcome, whose forecasts are probabilities; leave it out, got [0.8]',
      ][0]!.slice(0, 60),
    )
    const front = { attention: { steps: 8 } }
    expect(() => forecast({ ...options, engine: 'reference', front })).toThrow('forecast.front: expected no front')
    expect(() => emitted(daily([1]), forecast({ outcome: { a: 'b > 1' } }, names))).toThrow(ConfigError)
    expect(() => emitted(daily([1]), forecast(options, { targets: ['a', 'b'] }))).toThrow(
      'expected the names of 1 targets, got 2',
    )
  })

  it('refuses what no machine has before it is built', () => {
    const { open } = forecast({ ...options, horizon: 10_000 }, names)
    expect(() => open(() => {}).next({ time: 0, values: [1] })).toThrow(
      /^forecast: expected a forecaster of at most 17 GB, got horizon and season that need \d+ GB a series; ask/,
    )
  })
})
