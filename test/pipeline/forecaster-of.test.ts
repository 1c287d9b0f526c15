import { describe, expect, it } from 'vitest'
import { forecasterOf } from '../../src/pipeline/forecaster-of.ts'
import { Ledger } from '../../src/series/ledger.ts'

const context = { targets: ['a', 'b'], covariates: ['c'], cadence: '1h', seed: 5, ledger: new Ledger() }

describe('forecasterOf', () => {
  it('knows from the pipeline what the first observation will look like', () => {
    const argument = { horizon: 2, intervals: 0.9, mixture: 'boa' }
    expect(forecasterOf(argument, context)).toMatchObject({
      channels: 2,
      covariates: 1,
      leads: [1, 2],
      levels: [0.9],
      mixture: 'boa',
      cadence: '1h',
      season: 24,
      seed: 5,
    })
  })

  it('takes a horizon alone for an argument with everything else by default', () => {
    expect(forecasterOf(3, context)).toMatchObject({ leads: [1, 2, 3], levels: [0.8, 0.95], mixture: 'mlPoly' })
  })
})
