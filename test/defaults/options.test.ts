import { describe, expect, it } from 'vitest'
import { choose } from '../../src/defaults/choices.ts'
import type { ForecasterOptions } from '../../src/defaults/options.ts'
import { ConfigError } from '../../src/errors.ts'
import { Forecaster } from '../../src/forecaster/forecaster.ts'

const good: ForecasterOptions = { leads: [1, 2], channels: 1, experts: ['persistence'] }

describe('the options of a forecaster', () => {
  const wrong: readonly [change: Record<string, unknown>, message: string][] = [
    [{ leads: [2, 1] }, 'forecast.leads: expected rising leads, got [2,1]; such as [1, 2, 3]'],
    [{ leads: [1, 1] }, 'forecast.leads: expected rising leads, got [1,1]'],
    [{ leads: [0] }, 'forecast.leads.0: expected a number at least 1, got 0'],
    [{ leads: [1.5] }, 'forecast.leads.0: expected a whole number, got 1.5'],
    [{ leads: [] }, 'forecast.leads: expected a list of at least 1, got []'],
    [{ leads: undefined }, 'forecast.leads: expected a list, got nothing'],
    [{ channels: 0 }, 'forecast.channels: expected a number at least 1, got 0'],
    [{ covariates: -1 }, 'forecast.covariates: expected a number at least 0, got -1'],
    [{ cadence: '1 fortnight' }, 'forecast.cadence: expected a duration, got "1 fortnight"; write it such as 1d'],
    [{ season: 0 }, 'forecast.season: expected a number at least 2, got 0'],
    [{ season: Number.NaN }, 'forecast.season: expected a number or a list, got NaN'],
    [{ scale: 'root' }, 'forecast.scale: expected "linear" or "log", got "root"'],
    [{ levels: [0.8, 95] }, 'forecast.levels.1: expected a number below 1, got 95'],
    [{ levels: [0.95, 0.8] }, 'forecast.levels: expected rising levels, got [0.95,0.8]; such as [0.8, 0.95]'],
    [{ experts: [] }, 'forecast.experts: expected a list of at least 1, got []'],
    [
      { experts: ['persistance'] },
      'forecast.experts.0: expected the name of an expert, got "persistance"; did you mean',
    ],
    [
      { experts: [{}] },
      'forecast.experts.0: expected the name of an expert, or in code a recipe { name, build }, got {}',
    ],
    [{ mixture: 'mean' }, 'forecast.mixture: expected "mlPoly" or "boa", got "mean"'],
    [{ gaps: 'drop' }, 'forecast.gaps: expected "keep" or "reset", got "drop"'],
    [{ engine: 'gpu' }, 'forecast.engine: expected "wasm" or "reference", got "gpu"'],
    [{ front: { attention: { steps: 8 } } }, 'forecast.engine: expected "reference", which front needs, got nothing'],
    [{ hidden: 0 }, 'forecast.hidden: expected a number at least 1, got 0'],
    [{ memory: 1.5 }, 'forecast.memory: expected a whole number, got 1.5'],
    [{ seed: -1 }, 'forecast.seed: expected a number at least 0, got -1'],
    [{ horizon: 3 }, 'forecast: expected a known option, got "horizon"'],
  ]
  for (const [change, message] of wrong) {
    it(`reports ${message}`, () => {
      const build = () => new Forecaster({ ...good, ...change } as ForecasterOptions)
      expect(build).toThrow(ConfigError)
      expect(build).toThrow(message)
    })
  }

  it('reports all problems at once', () => {
    let problems: ConfigError['problems'] = []
    try {
      choose({ ...good, leads: [2, 1], season: 0, seed: 1.5 })
    } catch (error) {
      problems = (error as ConfigError).problems
    }
    expect(problems.map(({ where }) => where)).toEqual(['forecast.leads:', 'forecast.season:', 'forecast.seed:'])
  })

  it('accept the smallest and the largest possible values', () => {
    choose({ leads: [1], channels: 1 })
    choose({
      ...good,
      covariates: 2,
      cadence: '1bd',
      season: 5,
      scale: 'log',
      min: 0,
      max: { 0: 1 },
      integer: false,
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
