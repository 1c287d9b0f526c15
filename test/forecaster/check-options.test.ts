import { describe, expect, it } from 'vitest'
import { checkOptions } from '../../src/forecaster/check-options.ts'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import type { ForecasterOptions } from '../../src/forecaster/options.ts'
import { ConfigError } from '../../src/series/errors.ts'

const good: ForecasterOptions = { leads: [1, 2], channels: 1, experts: ['persistence'] }

describe('checkOptions', () => {
  const wrong: readonly [change: Record<string, unknown>, message: string][] = [
    [{ leads: [2, 1] }, 'forecast.leads: expected rising whole numbers from 1, got [2,1]; such as [1, 2, 3]'],
    [{ leads: [0] }, 'forecast.leads: expected rising whole numbers from 1, got [0]'],
    [{ leads: [1.5] }, 'forecast.leads: expected rising whole numbers from 1, got [1.5]'],
    [{ leads: [1, 1] }, 'forecast.leads: expected rising whole numbers from 1, got [1,1]'],
    [{ leads: [] }, 'forecast.leads: expected rising whole numbers from 1, got []'],
    [{ leads: undefined }, 'forecast.leads: expected rising whole numbers from 1, got nothing'],
    [{ channels: 0 }, 'forecast.channels: expected a whole number from 1, got 0'],
    [{ covariates: -1 }, 'forecast.covariates: expected a whole number from 0, got -1'],
    [{ cadence: '1 fortnight' }, 'forecast.cadence: expected a duration, got "1 fortnight"; such as 1d'],
    [{ season: 0 }, 'forecast.season: expected a whole number of steps from 2, got 0; leave it out'],
    [{ season: Number.NaN }, 'forecast.season: expected a whole number of steps from 2, got NaN'],
    [{ scale: 'root' }, 'forecast.scale: expected "linear" or "log", got "root"'],
    [{ levels: [0.8, 95] }, 'forecast.levels: expected rising numbers between 0 and 1, got [0.8,95]'],
    [{ levels: [0.95, 0.8] }, 'forecast.levels: expected rising numbers between 0 and 1, got [0.95,0.8]'],
    [{ experts: [] }, 'forecast.experts: expected names of experts, or recipes { name, build }, got []'],
    [{ mixture: 'mean' }, 'forecast.mixture: expected "mlPoly" or "boa", got "mean"'],
    [{ gaps: 'drop' }, 'forecast.gaps: expected "keep" or "reset", got "drop"'],
    [{ engine: 'gpu' }, 'forecast.engine: expected "wasm" or "reference", got "gpu"'],
    [{ hidden: 0 }, 'forecast.hidden: expected a whole number from 1, got 0'],
    [{ memory: 1.5 }, 'forecast.memory: expected a whole number from 1, got 1.5'],
    [{ seed: -1 }, 'forecast.seed: expected a whole number from 0, got -1'],
  ]
  for (const [change, message] of wrong) {
    it(`says ${message}`, () => {
      const build = () => new Forecaster({ ...good, ...change } as ForecasterOptions)
      expect(build).toThrow(ConfigError)
      expect(build).toThrow(message)
    })
  }

  it('says all that is wrong at once', () => {
    let problems: ConfigError['problems'] = []
    try {
      checkOptions({ ...good, leads: [2, 1], season: 0, seed: 1.5 })
    } catch (error) {
      problems = (error as ConfigError).problems
    }
    expect(problems.map(({ where }) => where)).toEqual(['forecast.leads:', 'forecast.season:', 'forecast.seed:'])
  })

  it('lets the least pass, and all of it', () => {
    checkOptions({ leads: [1], channels: 1 })
    checkOptions({
      ...good,
      covariates: 2,
      cadence: '1bd',
      season: 5,
      scale: 'log',
      levels: [0.8, 0.95],
      mixture: 'boa',
      gaps: 'reset',
      seed: 0,
      engine: 'reference',
      hidden: 4,
      memory: 96,
    })
  })
})
