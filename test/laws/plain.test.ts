import { of } from 'rxjs'
import { expect, it } from 'vitest'
import { forecast } from '../../src/operators/forecast.ts'
import { score } from '../../src/operators/score.ts'
import { plain } from './plain.ts'

it('plain shows what laws compare: forecasts, intervals, inside and scores, and tells −0 from 0', () => {
  const options = { horizon: 2, cadence: '1d', experts: ['persistence', 'drift'], intervals: [0.8] }
  of({ time: 0, values: [3], covariates: [] })
    .pipe(forecast(options), score())
    .subscribe((scored) => {
      expect(plain(scored)).toMatchObject({
        values: [3, 3],
        lower: [[expect.any(Number), expect.any(Number)]],
        inside: {
          weights: [0.525, 0.525, 0.475, 0.475].map((weight) => expect.closeTo(weight, 12)),
          forecasts: [3, 3, 3, 3],
        },
        scores: { mae: [Number.NaN, Number.NaN] },
      })
    })
  expect(plain([-0])).not.toEqual([0])
  expect.assertions(2)
})
