import { describe, expect, it } from 'vitest'
import { Scoreboard } from '../../src/scores/scoreboard.ts'
import type { ForecastData } from '../../src/series/forecast.ts'
import type { Scored, Scores } from '../../src/series/scored.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const forecast = (time: number, actual: number[], values: number[], leads: number[]): ForecastData => ({
  origin: time,
  observation: { time, values: actual, covariates: [] },
  leads,
  times: leads.map((lead) => time + lead),
  values: Float64Array.from(values),
  levels: [],
  lower: [],
  upper: [],
})
const options = { channels: 1, leads: [1], levels: [], from: undefined, season: undefined, standardizeBy: undefined }

describe('Scoreboard', () => {
  it('keeps channels apart: entry channel × leads.length + i', () => {
    const first = forecast(0, [1, 100], [10, 20, 30, 40], [1, 2])
    const board = new Scoreboard({ ...options, channels: 2, leads: [1, 2] })
    board.score(first)
    const second = board.score(forecast(1, [2, 200], [11, 21, 31, 41], [1, 2]))
    expect([...second.due]).toEqual([10, Number.NaN, 30, Number.NaN])
    const third = board.score(forecast(2, [3, 300], [0, 0, 0, 0], [1, 2]))
    expect([...third.due]).toEqual([11, 20, 31, 40])
    expect([...third.residuals]).toEqual([-8, -17, 269, 260])
    // Persistence: 1 → 2 → 3 and 100 → 200 → 300.
    expect([...board.scores.skillPersistence]).toEqual([1 - 16 / 2, 1 - 17 / 2, 1 - 439 / 200, 1 - 260 / 200])
  })

  it('holds no more forecasts than its longest lead', () => {
    const board = new Scoreboard({ ...options, leads: [3] })
    const due = Array.from({ length: 50 }, (_, t) => board.score(forecast(t, [0], [t], [3])).due[0])
    expect(due).toEqual([Number.NaN, Number.NaN, Number.NaN, ...Array.from({ length: 47 }, (_, t) => t)])
  })

  it('counts forecasts by when they were made: from a time on, or from an observation on', () => {
    const countOf = (from: Scores['from']) => {
      const board = new Scoreboard({ ...options, from })
      for (const time of [7, 8, 9, 10]) board.score(forecast(time, [0], [1], [1]))
      expect(board.scores.from).toEqual(from)
      return board.scores.count[0]
    }
    expect([countOf(undefined), countOf({ time: 8 }), countOf({ time: 9 }), countOf({ time: 11 })]).toEqual([
      3, 2, 1, 0,
    ])
    expect([countOf({ observation: 1 }), countOf({ observation: 3 }), countOf({ observation: 9 })]).toEqual([3, 1, 0])
  })

  it('continues from a snapshot at any observation as if it had never stopped', () => {
    const settings = { ...options, leads: [1, 3], season: 4, standardizeBy: 5, from: { observation: 3 } }
    const stream = Array.from({ length: 16 }, (_, t): ForecastData => {
      const made = forecast(t, [(t * 7) % 11], [t % 5, t % 3], [1, 3])
      return t === 10 ? { ...made, observation: { ...made.observation, restart: true } } : made
    })
    const figures = ({ due, residuals, scores }: Scored) => [due, residuals, scores.toJSON(), scores.units]
    const whole = new Scoreboard(settings)
    const expected = stream.map((each) => figures(whole.score(each)))
    for (let stop = 0; stop < stream.length; stop++) {
      const first = new Scoreboard(settings)
      for (const each of stream.slice(0, stop)) first.score(each)
      const second = new Scoreboard(settings)
      expect(restore(second, snapshot(first))).toEqual([])
      expect(
        stream.slice(stop).map((each) => figures(second.score(each))),
        `stopped at ${stop}`,
      ).toEqual(expected.slice(stop))
    }
  })
})
