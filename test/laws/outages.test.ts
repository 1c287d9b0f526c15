import { describe, expect, it } from 'vitest'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { type Shape, shapes, withoutLstms } from './series.ts'

/** How the forecaster meets it: not at all, as missing values, or as a jump in time after which it goes on or starts anew. */
type Way = 'none' | 'filled' | 'restart' | 'reset'

const leads = [1, 2, 3, 6, 12, 24]
/** A month of hours or a year of days, five in the morning. */
const outageAt = 365
const rows = outageAt + 96 + 7 * 24

/** Mean absolute errors of the forecasts made in each season from the end of an outage on, over all leads. */
function errorsAfter(shape: Shape, out: number, way: Way, seed: number, experts = withoutLstms(shape)) {
  const { cadence, season = 7, step } = shape
  const values = shape.values(rows, seed)
  const gaps = way === 'reset' ? 'reset' : 'keep'
  const forecaster = new Forecaster({
    leads,
    channels: 1,
    cadence,
    season: shape.season,
    experts,
    gaps,
    hidden: 4,
    memory: 128,
    seed: 1,
  })
  const end = outageAt + out
  const sums = [0, 0, 0, 0]
  const naive = [0, 0, 0, 0]
  const counts = [0, 0, 0, 0]
  const known = (t: number) => way === 'none' || t < outageAt || t >= end
  for (let t = 0; t + 24 < rows; t++) {
    if (!known(t) && way !== 'filled') continue
    const restart = t === end && (way === 'restart' || way === 'reset')
    const value = known(t) ? values[t]! : Number.NaN
    const said = forecaster.observe({ time: t * step, values: [value], covariates: [], restart }).values
    const block = Math.floor((t - end) / Math.max(season, 24))
    if (t < end || block >= sums.length) continue
    leads.forEach((lead, i) => {
      let before = t + lead - season
      while (before > t || !known(before)) before -= season
      sums[block]! += Math.abs(said[i]! - values[t + lead]!)
      naive[block]! += Math.abs(values[before]! - values[t + lead]!)
      counts[block]!++
    })
  }
  forecaster.dispose()
  const each = (all: readonly number[]) => all.map((sum, block) => sum / counts[block]!)
  return { ours: each(sums), naive: each(naive) }
}

const mean = (runs: readonly { readonly ours: number[]; readonly naive: number[] }[]) => {
  const over = (of: 'ours' | 'naive') =>
    runs[0]![of].map((_, block) => runs.reduce((sum, run) => sum + run[of][block]!, 0) / runs.length)
  return { ours: over('ours'), naive: over('naive') }
}

describe('after an outage', () => {
  const tried = shapes.filter(({ cadence, name }) => ['1h', '1d'].includes(cadence) && name !== 'zero-mean')
  for (const shape of tried) {
    for (const out of shape.cadence === '1h' ? [20, 96] : [5, 20]) {
      it(`${shape.cadence}, ${shape.name}, ${out} steps: it goes on as if nothing had been`, () => {
        const over = (out: number, way: Way) => mean([1, 2].map((seed) => errorsAfter(shape, out, way, seed)))
        const without = over(out, 'none').ours
        const reset = over(out, 'reset').ours
        for (const way of ['filled', 'restart'] as const) {
          const { ours, naive } = over(out, way)
          expect(ours[0]).toBeLessThan(1.05 * Math.max(naive[0]!, without[0]!))
          expect(ours[2]! + ours[3]!).toBeLessThan(1.1 * (without[2]! + without[3]!))
          ours.forEach((error, block) => {
            expect(error).toBeLessThan(1.08 * reset[block]!)
          })
        }
      })
    }
  }

  it('the default pool with its LSTMs does so too', () => {
    const shape = shapes[0]!
    const { ours, naive } = errorsAfter(shape, 20, 'filled', 1, undefined)
    expect(ours[0]).toBeLessThan(1.1 * naive[0]!)
    for (const error of ours.slice(1)) expect(error).toBeLessThan(1.5 * naive[0]!)
  })
})
