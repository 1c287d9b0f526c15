import { from } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { RunStore } from '../../../dashboards/run/run-store.ts'
import { ScoresSoFar } from '../../../dashboards/run/scores-so-far.ts'
import { forecast } from '../../../src/operators/forecast.ts'
import { score } from '../../../src/operators/score.ts'
import { encodeRecording } from '../../../src/recording/encode.ts'
import { Recorder } from '../../../src/recording/recorder.ts'
import type { ScoreTable } from '../../../src/scores/score-table.ts'
import { scoreTable } from '../../../src/scores/score-table.ts'
import type { Observation } from '../../../src/series/observation.ts'

const dayMs = 86_400_000

/** Two channels of a wave, with missing values and a restart. */
const observations = Array.from({ length: 120 }, (_, i): Observation => {
  const time = (i < 70 ? i : i + 60) * dayMs
  const wave = 10 + 3 * Math.sin(i) + (i % 7)
  const values = [i === 30 || i === 31 ? Number.NaN : wave, i % 11 === 5 ? Number.NaN : 2 * wave]
  return { time, values, covariates: [], ...(i === 70 ? { restart: true } : {}) }
})

/** The run as the page holds it, and the scores that the run itself had at each row. */
function runWith(scoring: Parameters<typeof score>[0], outcome?: Readonly<Record<string, string>>) {
  const recorder = new Recorder({ id: 'a', title: 'a', series: ['a', 'b'], budget: 1 << 24 })
  const said: ScoreTable[] = []
  const options = { horizon: 3, cadence: '1d', season: 7, experts: ['persistence', 'drift'], intervals: [0.8] }
  from(observations)
    .pipe(
      forecast(outcome ? { horizon: 3, cadence: '1d', season: 7, experts: ['markov(1)'], outcome } : options),
      score(scoring),
    )
    .subscribe((scored) => {
      recorder.write([scored])
      said.push(scoreTable(scored.scores))
    })
  const store = new RunStore()
  store.load(encodeRecording(recorder.recording(0)))
  return { store, said }
}

const rounded = (table: ScoreTable) =>
  JSON.parse(JSON.stringify(table, (_key, value) => (typeof value === 'number' ? Number(value.toFixed(4)) : value)))

describe('the scores so far', () => {
  for (const [name, scoring] of [
    ['all forecasts', undefined],
    ['those from a time on', { from: '1970-02-01' }],
    ['those from an observation on, beside a season', { from: 40, season: 5 }],
    ['in standard deviations', { standardizeBy: 9 }],
  ] as const) {
    it(`are those of the run at that row, counting ${name}`, () => {
      const { store, said } = runWith(scoring)
      const soFar = new ScoresSoFar(store)
      const whole = store.status!.scores!
      // Forward, as a replay goes, and back, as one drags.
      // Until a unit is known the run has no scores in it; the page, which knows it, has.
      const begin = scoring && 'standardizeBy' in scoring ? scoring.standardizeBy : 0
      for (const head of [0, 1, 9, 29, 33, 45, 69, 70, 71, 80, 119, 60, 35].filter((each) => each >= begin)) {
        expect(rounded(soFar.at(head, whole)), `row ${head}`).toEqual(rounded(said[head]!))
      }
    })
  }

  it('are those of the run for outcomes too, whose labels differ by lead', () => {
    const outcome = { high: '0 > 13', rise: 'any 1 > +2%', rare: 'all 0 < p80' }
    const { store, said } = runWith({ from: 20 }, outcome)
    const soFar = new ScoresSoFar(store)
    const whole = store.status!.scores!
    for (const head of [0, 9, 33, 69, 70, 75, 119, 60])
      expect(rounded(soFar.at(head, whole)), `row ${head}`).toEqual(rounded(said[head]!))
  })
})
