import { describe, expect, it } from 'vitest'
import { demandMemory, memoryNeeded, sizeText } from '../../src/defaults/memory-needed.ts'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { chain } from '../../src/operators/chain.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { forecasterOptions, forecastOptions } from '../../src/operators/forecast-options.ts'
import { score } from '../../src/operators/score.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const day = 86_400_000

describe('memoryNeeded', () => {
  it.each([
    ['the default of days', 1, {}],
    ['many leads', 1, { horizon: 100, season: 'none' }],
    ['many leads of three channels', 3, { horizon: 80, season: 'none' }],
    ['many leads of one expert', 1, { horizon: 200, season: 'none', experts: ['persistence'] }],
    ['chosen leads', 1, { leads: [1, 24, 168], season: 'none', experts: ['persistence', 'drift'] }],
    ['no intervals', 1, { horizon: 200, season: 'none', experts: ['persistence'], intervals: [] }],
    ['many levels', 1, { horizon: 100, season: 'none', experts: ['persistence'], intervals: [0.5, 0.8, 0.9, 0.95] }],
    ['a long season', 1, { horizon: 3, season: 50_000 }],
  ])('estimates the state with %s to within a factor of two', (_, channels, options) => {
    const asked = forecastOptions.parse({ cadence: '1d', ...options })
    const run = chain(forecast(asked), score()).open(() => {})
    const horizon = asked.horizon ?? asked.leads?.at(-1) ?? 7
    for (let t = 0; t < horizon + 20; t++)
      run.next({ time: t * day, values: Array.from({ length: channels }, (_, c) => 10 + ((t * 7919) % (13 + c))) })
    const { all } = memoryNeeded(forecasterOptions({ channels, covariates: 0, cadence: '1d' }, asked, {}))
    const { length } = snapshot(run)
    expect(all / length).toBeGreaterThan(0.5)
    expect(all / length).toBeLessThan(2)
    run.close?.()
  })

  it.each([
    [1, 24],
    [10, 24],
    [3, 60],
  ])('counts the second stage of %i columns known ahead at %i leads', (known, horizon) => {
    const leads = Array.from({ length: horizon }, (_, i) => i + 1)
    const options = {
      leads,
      channels: 1,
      covariates: 0,
      cadence: '1d',
      season: 7,
      experts: ['persistence'],
      levels: [0.8],
    }
    const sizeOf = (known: number) => {
      const forecaster = new Forecaster({ ...options, known })
      const ahead = Array.from({ length: known * (horizon + 1) }, (_, i) => i % 5)
      for (let t = 0; t < horizon + 20; t++)
        forecaster.observe({ time: t * day, values: [(t * 7919) % 13], ...(known > 0 && { ahead }) })
      const { length } = snapshot(forecaster)
      forecaster.dispose()
      return length
    }
    const needed = memoryNeeded({ ...options, known }).all - memoryNeeded(options).all
    const taken = sizeOf(known) - sizeOf(0)
    expect(needed / taken).toBeGreaterThan(0.7)
    expect(needed / taken).toBeLessThan(1.4)
  })
})

describe('demandMemory', () => {
  it('refuses in code what no machine has, before it is built', () => {
    const { open } = forecast({ horizon: 10_000, season: 'none' })
    expect(() => open(() => {}).next({ time: 0, values: [1] })).toThrow(
      'forecast: expected a forecaster of at most 17 GB, got horizon and season that need 40 GB a series; ask for fewer leads, such as leads: [1, 24, 168], or a shorter season',
    )
    expect(() =>
      forecast({ horizon: 1, season: 1e15 })
        .open(() => {})
        .next({ time: 0, values: [1] }),
    ).toThrow(/16,000,000 GB/)
    expect(() => demandMemory(memoryNeeded({ channels: 1, covariates: 0, leads: [1] }))).not.toThrow()
  })
})

describe('sizeText', () => {
  it('writes two digits or more, with the unit', () => {
    expect([1e6, 2.5e8, 1.5e9, 4e10].map(sizeText)).toEqual(['1.0 MB', '250 MB', '1.5 GB', '40 GB'])
  })
})
