import { expect, it } from 'vitest'
import { Recalibrated } from '../../src/experts/recalibrated.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const shape = { channels: 1, covariates: 0, leads: [1] }

/** A base that knows half of the deviations from 10, and is 3 too high. */
function learn(rows: number) {
  const base = new Float64Array(1)
  const expert = new Recalibrated(shape, base)
  const value = (t: number) => 10 + 4 * Math.sin(t)
  const next = (t: number) => {
    base[0] = 13 + (value(t + 1) - 10) / 2
    expert.learn({
      time: t,
      values: Float64Array.of(value(t)),
      missing: Uint8Array.of(0),
      covariates: new Float64Array(),
    })
    const out = new Float64Array(1)
    expert.forecast(out)
    return Math.abs(out[0]! - value(t + 1))
  }
  for (let t = 0; t < rows; t++) next(t)
  return { base, expert, next }
}

it('Recalibrated learns the level and the slope of its base', () => {
  const { next } = learn(300)
  for (let t = 300; t < 310; t++) expect(next(t)).toBeLessThan(0.5)
})

it('sleeps if its base does, and goes on with the same bits after a snapshot', () => {
  const { base, expert } = learn(50)
  const other = new Recalibrated(shape, base)
  restore(other, snapshot(expert))
  const [one, two] = [new Float64Array(1), new Float64Array(1)]
  expert.forecast(one)
  other.forecast(two)
  expect(two).toEqual(one)
  base[0] = Number.NaN
  expert.forecast(one)
  expect(one[0]).toBeNaN()
})
