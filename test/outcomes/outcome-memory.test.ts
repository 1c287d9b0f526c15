import { describe, expect, it } from 'vitest'
import { chain } from '../../src/operators/chain.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { forecastOptions, outcomeOptionsFor } from '../../src/operators/forecast-options.ts'
import { score } from '../../src/operators/score.ts'
import { leastOutcomeBytes, outcomeMemory } from '../../src/outcomes/outcome-memory.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const day = 86_400_000
const cheap = { season: 'none', experts: ['markov(1)', 'logistic(labels)'] } as const
const words = { classes: { '0': ['a', 'b', 'c', 'd', 'e'] } }

describe.each([
  ['the default of days', 1, { horizon: 7, season: '1y' }, {}],
  ['many leads', 1, { horizon: 60, season: 'none' }, {}],
  ['the base rate alone', 1, { horizon: 7, season: 'none', experts: ['rate'] }, {}],
  ['many leads of two experts', 1, { horizon: 200, ...cheap }, {}],
  ['chosen leads', 1, { leads: [1, 24, 168], ...cheap }, {}],
  ['three outcomes', 3, { horizon: 30, ...cheap, outcome: { a: '0 > 3', b: 'any 1 > 3', c: '2 < -3%' } }, {}],
  ['words', 1, { horizon: 7, season: 'none', outcome: true }, words],
  ['many cells', 1, { horizon: 2, season: 'none', hidden: 128 }, {}],
  ['many rows for replay', 1, { horizon: 2, season: 'none', memory: 1200 }, {}],
  ['covariates', 1, { horizon: 7, season: 'none', experts: ['logistic(values)', 'logistic(forecast)'] }, {}, 30],
])('the memory for %s', (_, channels, options, more, covariates = 0) => {
  const asked = forecastOptions.parse({ cadence: '1d', outcome: { event: '0 > 3' }, ...options })
  const names = Array.from({ length: channels + covariates }, (_, i) => String(i))
  const known = { targets: names.slice(0, channels), covariates: names.slice(channels), ...more }
  const all = outcomeOptionsFor({ channels, covariates, cadence: '1d' }, asked, known)

  it('is estimated to within a factor of two, and is more than the least', () => {
    const run = chain(forecast(asked, known), score()).open(() => {})
    // Until the LSTMs have all rows that they keep.
    const replayed = asked.experts ? 0 : (all.memory ?? 512)
    for (let t = 0; t < Math.max(all.leads.at(-1)!, replayed) + 20; t++) {
      const values = names.map((_, c) => (t * 7919) % (5 + c))
      run.next({ time: t * day, values: values.slice(0, channels), covariates: values.slice(channels) })
    }
    const { length } = snapshot(run)
    expect(run.memory?.()).toBe(outcomeMemory(all).all)
    expect(outcomeMemory(all).all / length).toBeGreaterThan(0.5)
    expect(outcomeMemory(all).all / length).toBeLessThan(2)
    expect(leastOutcomeBytes(all)).toBeLessThan(length)
    run.close?.()
  })
})
