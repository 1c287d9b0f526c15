import { describe, expect, it } from 'vitest'
import { Forecast } from '../../src/series/forecast.ts'
import type { Fields } from '../../src/state/fields.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { visitHeld } from '../../src/totals/visit-held.ts'
import { made } from './made.ts'

class Held {
  forecasts: Forecast[]

  constructor(...forecasts: Forecast[]) {
    this.forecasts = forecasts
  }

  state(fields: Fields): void {
    this.forecasts = fields.list('forecasts', this.forecasts, visitHeld)
  }
}

describe('visitHeld', () => {
  it('keeps all that is passed on with a forecast', () => {
    const plain = made(['a', 'b'], 3, [1, Number.NaN])
    const row = { place: { file: 'a.csv', line: 7 }, raw: ['3', '0'] }
    const observation = {
      ...plain.observation,
      values: Float64Array.of(Number.NaN),
      covariates: Float64Array.of(4),
      cadence: '1d',
      restart: true,
      row,
    }
    const rich = new Forecast({ ...plain, observation, season: 7, drift: [0], doubts: [2, 3] })
    const restored = new Held()
    restore(restored, snapshot(new Held(plain, rich)))
    expect(restored.forecasts[1]).toEqual(rich)
    expect(restored.forecasts[0]!.season).toBeUndefined()
    expect(restored.forecasts[0]!.toJSON()).toEqual(plain.toJSON())
  })
})
