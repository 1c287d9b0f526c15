import { describe, expect, it } from 'vitest'
import { logLoss } from '../../src/scores/outcome-losses.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { outcomeBoard, outcomeForecasts } from './some-outcomes.ts'

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

describe('OutcomeScores', () => {
  it('scores each forecast against what happens, beside the share known at its origin', () => {
    const all = outcomeForecasts(40)
    const board = outcomeBoard()
    for (const forecast of all) board.score(forecast)
    const { scores } = board
    for (const [i, lead] of [1, 2].entries()) {
      const pairs = all.slice(lead).flatMap((forecast, k) => {
        const label = forecast.observation.values[0]!
        const known = all.slice(0, k + 1).flatMap(({ observation }) => observation.values[0]!)
        const seen = known.filter(Number.isFinite)
        const base = (seen.reduce((sum, one) => sum + one, 0) + 0.5) / (seen.length + 1)
        return Number.isNaN(label) ? [] : [{ label, base, said: all[k]!.values[i]! }]
      })
      const at = scores.at(0, lead).outcome!
      expect(scores.at(0, lead).count).toBe(pairs.length)
      expect(at.rate).toBeCloseTo(mean(pairs.map(({ label }) => label)), 12)
      expect(at.brier).toBeCloseTo(mean(pairs.map(({ label, said }) => (label - said) ** 2)), 12)
      expect(at.baseBrier).toBeCloseTo(mean(pairs.map(({ base, label }) => (label - base) ** 2)), 12)
      expect(at.skill).toBeCloseTo(1 - at.brier / at.baseBrier, 12)
      expect(at.logLoss).toBeCloseTo(mean(pairs.map(({ label, said }) => logLoss(said, label))), 12)
      expect(at.baseLogLoss).toBeCloseTo(mean(pairs.map(({ base, label }) => logLoss(base, label))), 12)
    }
  })

  it('has for classes the log loss of the one that happened', () => {
    const all = outcomeForecasts(30)
    const board = outcomeBoard()
    for (const forecast of all) board.score(forecast)
    const loss = mean(
      all.slice(1).map(({ observation }, k) => {
        const first = observation.values[1] === 1
        return logLoss(all[k]!.values[first ? 2 : 4]!, 1)
      }),
    )
    expect(board.scores.at(1, 1).outcome!.logLoss).toBeCloseTo(loss, 12)
    expect(board.scores.at(2, 1).outcome!.logLoss).toBeCloseTo(loss, 12)
  })

  it('takes the labels from the forecast if they differ by lead', () => {
    const [first, second] = outcomeForecasts(2)
    const board = outcomeBoard()
    board.score(first!)
    const actuals = Float64Array.of(1, Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN)
    const { residuals } = board.score({ ...second!, actuals })
    expect(residuals[0]).toBe(1 - first!.values[0]!)
    expect([...board.scores.count]).toEqual([1, 0, 0, 0, 0, 0])
  })

  it('counts origins from a start on, drops what is due after a gap, and goes on from a snapshot', () => {
    const all = outcomeForecasts(30).map((forecast, t) =>
      t === 20 ? { ...forecast, observation: { ...forecast.observation, restart: true } } : forecast,
    )
    const whole = outcomeBoard({ observation: 5 })
    for (const forecast of all) whole.score(forecast)
    expect(whole.scores.count[2]).toBe(30 - 4 - 1 - 1)
    const first = outcomeBoard({ observation: 5 })
    for (const forecast of all.slice(0, 12)) first.score(forecast)
    const second = outcomeBoard({ observation: 5 })
    restore(second, snapshot(first))
    for (const forecast of all.slice(12)) second.score(forecast)
    expect(second.scores.toJSON()).toEqual(whole.scores.toJSON())
  })

  it('as JSON have the base rate in each line alone, under its own name', () => {
    const board = outcomeBoard()
    for (const forecast of outcomeForecasts(30)) board.score(forecast)
    const { baselines, channels } = board.scores.toJSON()
    expect(baselines).toEqual([])
    expect(channels[0]![0]).toMatchObject({ baseBrier: board.scores.baselines[0]!.mae[0] })
  })
})
