import { expect, it } from 'vitest'
import { DueSpread } from '../../src/events/due-spread.ts'
import type { ForecastData } from '../../src/series/forecast.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

/** Of two channels, three leads from 2 on. */
const forecastOf = (at: number): ForecastData => {
  const values = Float64Array.of(at, 1, 2, 100 + at, 4, 5)
  return {
    origin: at,
    observation: { time: at, values: [0, 0] },
    leads: [2, 3, 4],
    times: [at + 2, at + 3, at + 4],
    values,
    levels: [0.8, 0.95],
    lower: [values.map((x) => x - 1), values.map((x) => x - 2)],
    upper: [values.map((x) => x + 1), values.map((x) => x + 2)],
  }
}

it('keeps point and intervals at the shortest lead until they are due', () => {
  const spread = new DueSpread(2, 2, [0.8, 0.95])
  const due: (number[] | undefined)[] = []
  for (let at = 0; at < 5; at++) {
    due.push(spread.due && [...spread.due.values])
    spread.issue(forecastOf(at))
  }
  expect(due).toEqual([undefined, undefined, [0, 100], [1, 101], [2, 102]])
  expect(spread.due).toMatchObject({
    lower: [Float64Array.of(2, 102), Float64Array.of(1, 101)],
    upper: [Float64Array.of(4, 104), Float64Array.of(5, 105)],
  })
  const other = new DueSpread(2, 2, [0.8, 0.95])
  restore(other, snapshot(spread))
  expect(other.due).toEqual(spread.due)
  spread.clear()
  expect(spread.due).toBeUndefined()
})
