import { describe, expect, it } from 'vitest'
import type { Observation } from '../../src/series/observation.ts'
import { visitObservation } from '../../src/series/visit-observation.ts'
import type { Fields } from '../../src/state/fields.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const holding = (observations: Observation[]) => ({
  observations,
  state(fields: Fields) {
    this.observations = fields.list('observations', this.observations, visitObservation)
  },
})

describe('visitObservation', () => {
  it('restores every field of an observation, and absent ones stay absent', () => {
    const row = { place: { file: 'a.csv', line: 7 }, raw: ['2024-01-01', 'é', ''] }
    const observations: Observation[] = [
      {
        time: 1,
        values: Float64Array.of(1, Number.NaN),
        covariates: Float64Array.of(2),
        row,
        cadence: '1d',
        restart: true,
      },
      {
        time: 3,
        values: Float64Array.of(Number.NaN),
        covariates: new Float64Array(0),
        known: Float64Array.of(1, Number.NaN),
        issued: 2,
        elsewhere: Float64Array.of(3),
        future: true,
        live: true,
      },
      { time: -0.5, values: new Float64Array(0), covariates: new Float64Array(0) },
      ...[{}, { partition: 3 }].map((part) => ({
        time: 2,
        values: new Float64Array(0),
        covariates: new Float64Array(0),
        row: { place: { stream: 'prices', offset: 42, ...part }, raw: '{"y":1}' },
      })),
    ]
    const target = holding([])
    restore(target, snapshot(holding(observations)))
    expect(target.observations).toEqual(observations)
  })
})
