import { expect, it } from 'vitest'
import { chain } from '../../src/operators/chain.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { score } from '../../src/operators/score.ts'
import { storedScores } from '../../src/scores/stored-scores.ts'
import type { Scored } from '../../src/series/scored.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { storedFields } from '../../src/state/stored-fields.ts'

it('computes the scores of a snapshot as the run does', () => {
  const experts = ['persistence', 'drift'] as const
  let last: Scored | undefined
  const options = { horizon: 3, cadence: '1d', season: 7, experts: [...experts], intervals: [0.8] }
  const run = chain(forecast(options), score()).open((scored) => {
    last = scored
  })
  for (let i = 0; i < 60; i++) {
    run.next({ time: i * 86_400_000, values: [(i * 7) % 11, i % 7], covariates: [] })
  }
  const scores = storedScores(storedFields(snapshot(run)))!
  const [stored, live] = [scores.toJSON(), last!.scores.toJSON()]
  expect({ ...stored, season: 7 }).toEqual(live)
  expect(stored.baselines.map(({ name }) => name)).toEqual(['the last value', '7 steps ago'])
  expect(scores.count[0]).toBeGreaterThan(50)
})

it('computes those of outcomes as the run does', () => {
  let last: Scored | undefined
  const outcome = { high: '0 > 4', low: 'any 0 < 2' }
  const run = chain(forecast({ horizon: 3, cadence: '1d', season: 'none', experts: ['rate'], outcome }), score()).open(
    (scored) => {
      last = scored
    },
  )
  for (let i = 0; i < 60; i++) run.next({ time: i * 86_400_000, values: [(i * 7) % 11] })
  const scores = storedScores(storedFields(snapshot(run)))!
  expect(scores.toJSON()).toEqual(last!.scores.toJSON())
  expect(scores.at(1, 2).outcome!.brier).toBeGreaterThan(0)
})

it('finds none in a snapshot without scores', () => {
  expect(storedScores(storedFields(snapshot({ state: (fields) => void fields.number('leads', 1) })))).toBeUndefined()
})
