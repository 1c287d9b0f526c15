import { describe, expect, it } from 'vitest'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { shapes, withoutLstms } from './series.ts'

const leads = [1, 2, 6, 24]
const rows = 600
const shape = shapes[1]!
const values = shape.values(rows, 1)

/** What is said to rows of several channels. */
function follow(rowAt: (t: number) => number[], experts?: string[]) {
  const { cadence, season, step } = shape
  const channels = rowAt(0).length
  const options = { leads, channels, cadence, season, levels: [0.8], hidden: 4, memory: 128 }
  const forecaster = new Forecaster({ ...options, experts })
  const said = values.map((_, t) => forecaster.observe({ time: t * step, values: rowAt(t), covariates: [] }))
  forecaster.dispose()
  return (t: number, channel: number, i: number) => said[t]!.values[channel * leads.length + i]!
}

/** Mean absolute error of a channel that holds `values` from row `from` on. */
function error(say: ReturnType<typeof follow>, channel: number, from: number): number {
  let sum = 0
  for (let t = from; t + 24 < rows; t++)
    leads.forEach((lead, i) => {
      sum += Math.abs(say(t, channel, i) - values[t + lead]!)
    })
  return sum / (rows - 24 - from) / leads.length
}

describe('one column does not keep the others waiting', () => {
  const none = Number.NaN

  it('if it is empty, late, constant, or ends: the others are forecast as if they were alone', () => {
    const experts = withoutLstms(shape)
    const alone = error(
      follow((t) => [values[t]!], experts),
      0,
      48,
    )
    const say = follow((t) => [values[t]!, none, t < 300 ? none : values[t]!, 5, t < 200 ? values[t]! : none], experts)
    expect(error(say, 0, 48)).toBeCloseTo(alone, 9)
    for (let t = 0; t < rows; t++) {
      leads.forEach((_, i) => {
        expect(say(t, 1, i)).toBeNaN()
        expect(Number.isNaN(say(t, 2, i)), `row ${t}`).toBe(t < 300)
        expect(Number.isFinite(say(t, 4, i))).toBe(true)
        if (t < 100) return
        expect(say(t, 3, i)).toBeCloseTo(5, 9)
      })
    }
    // A hundred rows after its first value, the late column is forecast nearly as well as the first.
    expect(error(say, 2, 400)).toBeLessThan(1.15 * error(say, 0, 400))
  })

  it('with the default pool and its LSTMs too', () => {
    const say = follow((t) => [values[t]!, none, t < 300 ? none : values[t]!])
    expect(error(say, 0, 100)).toBeLessThan(
      1.2 *
        error(
          follow((t) => [values[t]!], withoutLstms(shape)),
          0,
          100,
        ),
    )
    expect(error(say, 2, 400)).toBeLessThan(1.3 * error(say, 0, 400))
    for (let t = 0; t < rows; t++) expect(say(t, 1, 0)).toBeNaN()
  })
})
