import type { OperatorFunction } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { alert } from '../../src/operators/alert.ts'
import { calendar } from '../../src/operators/calendar.ts'
import { conformal } from '../../src/operators/conformal.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { lookback } from '../../src/operators/lookback.ts'
import { lstm } from '../../src/operators/lstm.ts'
import { normalize } from '../../src/operators/normalize.ts'
import { score } from '../../src/operators/score.ts'
import type { Observation } from '../../src/series/observation.ts'
import { dayMs, emitted } from '../operators/observe.ts'
import { plain } from './plain.ts'
import { weekly } from './stages.ts'

// biome-ignore lint/suspicious/noExplicitAny: a chain is held together by what each of its operators accepts; the type tests check that.
type Chain = readonly OperatorFunction<any, any>[]

const clean = [inOrder({ lateness: '1d' }), fillGaps('1d'), calendar(['week', 'year'])]
const beside = { convolution: { filters: 2, width: 3 }, attention: { steps: 5 } }
const chains: Record<string, Chain> = {
  'inOrder, fillGaps, calendar': clean,
  'normalize by mean and deviation, lookback': [...clean, normalize(), lookback(8)],
  'normalize by range, lookback': [...clean, normalize('minMax'), lookback(8)],
  'normalize by decayed moments, lookback': [...clean, normalize({ decayedMoments: 20 }), lookback(8)],
  'normalize, lookback, lstm, score': [...clean, normalize(), lookback(8), lstm({ leads: [1, 3], hidden: 4 }), score()],
  'normalize, lookback, lstm with a convolution and attention': [
    ...clean,
    normalize(),
    lookback(4),
    lstm({ leads: [1, 3], hidden: 4, engine: 'reference', front: beside }),
  ],
  'normalize, lookback, lstm, conformal, score': [
    ...clean,
    normalize({ decayedMoments: 20 }),
    lookback(4),
    lstm({ horizon: 2, hidden: 4, layers: 2 }),
    conformal([0.8, 0.95]),
    score({ from: 20, season: 7, standardizeBy: 30 }),
  ],
  'forecast with all that suits a week, score, alert': [
    inOrder(),
    fillGaps('1d'),
    forecast({ horizon: 3, season: 7, hidden: 4 }),
    score({ anomalies: 20 }),
    alert({ above: 22, within: '2d', probability: 0.3 }),
  ],
  'forecast that begins anew after a gap, conformal': [
    inOrder(),
    fillGaps('1d'),
    forecast({ leads: [1, 5], experts: ['drift', 'seasonalNaive'], season: 7, gaps: 'reset', mixture: 'boa' }),
    conformal(0.9),
  ],
}

/** All that a chain emits, read at the very end: what is written to an emission later would show. */
function run(chain: Chain, observations: readonly Observation[]): { time: number; said: unknown }[] {
  const out = chain.reduce<readonly unknown[]>((values, operator) => emitted(values, operator), observations)
  return (out as Record<string, unknown>[]).map(({ inside: _internals, scores: _scores, ...own }) => ({
    time: (own.origin ?? own.time) as number,
    said: plain(own),
  }))
}

const count = 120
const past = 70
const observations = weekly(count)
const lastKnown = observations[past - 1]!.time

/** Other futures: all the same up to observation `past`. */
const futures: Record<string, (observation: Observation, i: number) => Observation> = {
  'other values': (one, i) => ({ ...one, values: [1e6 * (i % 3), -5] }),
  'missing values': (one) => ({ ...one, values: [Number.NaN, Number.NaN] }),
  'other covariates': (one) => ({ ...one, covariates: [1e9] }),
  'a gap': (one) => ({ ...one, time: one.time + 3 * dayMs }),
  'a gap too long to fill': (one) => ({ ...one, time: one.time + 365 * dayMs }),
}

describe.each(Object.entries(chains))('%s', (_, chain) => {
  const whole = run(chain, observations)

  it.each(Object.entries(futures))('does not know of the future: %s', (_, change) => {
    const other = run(
      chain,
      observations.map((one, i) => (i < past ? one : change(one, i))),
    )
    const upTo = (emissions: typeof whole) => emissions.filter(({ time }) => time <= lastKnown)
    expect(upTo(other)).toEqual(upTo(whole))
    expect(upTo(whole).length).toBeGreaterThan(past / 2)
    // The futures do differ, or nothing would be shown.
    expect(other).not.toEqual(whole)
  })

  it('does not depend on the future', () => {
    const ended = run(chain, observations.slice(0, past))
    expect(ended).toEqual(whole.slice(0, ended.length))
  })

  it('repeats itself exactly', () => {
    expect(run(chain, observations)).toEqual(whole)
  })
})
