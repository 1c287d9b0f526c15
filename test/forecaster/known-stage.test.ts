import { expect, it } from 'vitest'
import { KnownStage } from '../../src/forecaster/known-stage.ts'
import { Random } from '../../src/lstm/random.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const leads = [1, 2]
const scale = { guard: () => {}, inDataUnits: (_: number, value: number) => 10 * value }
const make = () =>
  new KnownStage(
    {
      channels: 1,
      known: 2,
      leads,
      season: 1,
      point: 'median',
      algorithm: 'mlPoly',
      discount: { limit: 0.999, grows: false },
    },
    scale,
  )

/** Values that are the first column; the base forecasts 0. */
function follow(stage: KnownStage, rows: number, seed = 1, ahead?: (numbers: Float64Array) => Float64Array): number[] {
  const random = new Random(seed)
  const columns = Array.from({ length: rows + 2 }, () => [random.uniform() < 0.3 ? 1 : 0, random.uniform()])
  return columns.slice(0, rows).map(([value], t) => {
    const numbers = Float64Array.from([0, 1, 2].flatMap((h) => columns[t + h]!))
    stage.learn(Float64Array.of(value!))
    const forecasts = Float64Array.of(0, 0)
    const row = { time: t, values: Float64Array.of(value!), missing: Uint8Array.of(0), covariates: new Float64Array() }
    stage.correct({ ...row, ahead: ahead?.(numbers) ?? numbers }, forecasts)
    return Math.abs(forecasts[0]! - columns[t + 1]![0]!)
  })
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length

it('KnownStage learns the residuals of the base, and reports which column it was', () => {
  const stage = make()
  const errors = follow(stage, 400)
  expect(mean(errors.slice(200))).toBeLessThan(0.05)
  const [first] = stage.worth
  expect(first).toMatchObject({ channel: 0, from: 1, to: 1, count: 399 })
  // In units of the data, ten times those of the scale.
  expect(first!.withNone).toBeCloseTo(3, 0)
  expect(first!.withAll).toBeLessThan(0.25 * first!.withNone)
  expect(first!.without[0]).toBeGreaterThan(0.8 * first!.withNone)
  expect(first!.without[1]! / first!.withAll).toBeCloseTo(1, 0)
})

it('leaves the forecasts of the base if nothing is known of the targets', () => {
  const errors = follow(make(), 100, 1, (numbers) => numbers.fill(Number.NaN))
  expect(new Set(errors)).toEqual(new Set([0, 1]))
})

it('goes on with the same bits after a snapshot', () => {
  const one = make()
  follow(one, 50)
  const other = make()
  restore(other, snapshot(one))
  expect(follow(other, 50, 2)).toEqual(follow(one, 50, 2))
})
