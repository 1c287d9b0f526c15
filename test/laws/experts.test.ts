import { describe, expect, it } from 'vitest'
import type { ForecasterOptions } from '../../src/defaults/options.ts'
import { catalogue } from '../../src/defaults/pool.ts'
import { kindOf, profileOf } from '../../src/defaults/profile.ts'
import type { ExpertShape } from '../../src/experts/expert.ts'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { Random } from '../../src/lstm/random.ts'
import type { Observation } from '../../src/series/observation.ts'

const hour = 3_600_000
const settings = { hidden: 4, replayRows: 96, seed: 3, engine: 'wasm' } as const

/** One set-up for each kind of series. Cells few and leads near: laws hold at any size, and there are many of them. */
const grounds = [
  { cadence: '1h', season: [24, 36], leads: [1, 3] },
  { cadence: '1d', season: [365], leads: [1, 2, 5] },
  { cadence: '1d', season: [7], leads: [1, 7] },
  { cadence: '1w', season: [52], leads: [1, 4] },
  { cadence: '1mo', season: [12], leads: [1, 2] },
  { cadence: '3mo', season: [4], leads: [1, 2] },
  { cadence: '1bd', season: undefined, leads: [1, 4] },
]

const recipesOf = ({ cadence, season: seasons = [] }: (typeof grounds)[number]) =>
  catalogue(
    { profile: profileOf(kindOf(cadence, seasons[0]), seasons), seasons, channels: 2, logarithmic: false },
    settings,
  )
const namesOf = (ground: (typeof grounds)[number]) => recipesOf(ground).map(({ name }) => name)

/** Positive values around a wave, with some missing; two channels and a covariate. */
function rows(count: number, seed: number, changedFrom = Number.POSITIVE_INFINITY): Observation[] {
  const random = new Random(seed)
  return Array.from({ length: count }, (_, t) => {
    const wave = 20 + 5 * Math.sin(t / 3)
    const values = [wave + random.uniform(), wave / 2 + random.uniform()]
    if (t % 17 === 5) values[t % 2] = Number.NaN
    const changed = t >= changedFrom
    const covariate = random.uniform()
    return {
      time: t * hour,
      values: changed ? values.map((value) => value * 3 + t) : values,
      covariates: [changed ? -covariate : covariate],
    }
  })
}

const options = (ground: (typeof grounds)[number], own: Partial<ForecasterOptions> = {}): ForecasterOptions => ({
  ...ground,
  channels: 2,
  covariates: 1,
  levels: [0.8, 0.95],
  hidden: 4,
  memory: 96,
  seed: 3,
  ...own,
})

/** Everything that is said after each observation. */
function said(forecaster: Forecaster, observations: readonly Observation[]): number[][] {
  return observations.map((observation) => {
    const { values, lower, upper, inside } = forecaster.observe(observation)
    return [
      ...values,
      ...lower.flatMap((ends) => [...ends]),
      ...upper.flatMap((ends) => [...ends]),
      ...inside!.forecasts,
      ...inside!.weights,
    ]
  })
}

for (const ground of grounds) {
  const { cadence, season } = ground
  describe(`every expert for ${cadence} with season ${season}`, () => {
    for (const mixture of ['mlPoly', 'boa'] as const) {
      it(`does not depend on the future, alone or mixed by ${mixture}: changing it changes no bit of the past`, () => {
        const before = said(new Forecaster(options(ground, { mixture })), rows(90, 1))
        const after = said(new Forecaster(options(ground, { mixture })), rows(90, 1, 60))
        expect(after.slice(0, 60)).toEqual(before.slice(0, 60))
        expect(after.slice(61)).not.toEqual(before.slice(61))
      })
    }

    it('gives the same bits for the same seed', () => {
      expect(said(new Forecaster(options(ground)), rows(70, 2))).toEqual(
        said(new Forecaster(options(ground)), rows(70, 2)),
      )
    })

    it('continues from a snapshot as if it had never stopped', () => {
      const all = rows(100, 4)
      const whole = new Forecaster(options(ground))
      const uninterrupted = said(whole, all).slice(60)
      const first = new Forecaster(options(ground))
      said(first, all.slice(0, 60))
      const memory = first.snapshot()
      said(first, all.slice(60, 65))
      const second = new Forecaster(options(ground))
      second.restore(memory)
      expect(said(second, all.slice(60))).toEqual(uninterrupted)
    })

    for (const name of namesOf(ground)) {
      it(`${name} gives the same forecasts twice, alone as in the pool, and a constant for a constant`, () => {
        const alone = new Forecaster(options(ground, { experts: [name], scale: 'linear', levels: [] }))
        for (const observation of rows(40, 6)) {
          const { values, inside } = alone.observe(observation)
          // The forecast of an expert that sleeps is the last value.
          const own = inside!.forecasts.map((forecast, at) => (Number.isNaN(forecast) ? values[at]! : forecast))
          expect(own).toEqual(values)
        }
        const constant = new Forecaster(options(ground, { experts: [name], scale: 'linear', levels: [] }))
        for (let t = 0; t < 120; t++) {
          const { values } = constant.observe({ time: t * hour, values: [7, 7], covariates: [1] })
          for (const value of values) expect(value).toBeCloseTo(7, 6)
        }
      })

      it(`${name} has no side effects in forecast: twice the same, and nothing learned`, () => {
        const shape: ExpertShape = { channels: 1, covariates: 0, leads: ground.leads }
        const recipe = recipesOf(ground).find((one) => one.name === name)!
        const base = new Float64Array(ground.leads.length)
        const [asked, silent] = [recipe.build(shape, base), recipe.build(shape, base)]
        const out = new Float64Array(ground.leads.length)
        const again = new Float64Array(ground.leads.length)
        for (let t = 0; t < 50; t++) {
          const value = 20 + Math.sin(t)
          base.fill(value)
          const step = {
            time: t * hour,
            values: Float64Array.of(value),
            missing: new Uint8Array(1),
            covariates: new Float64Array(0),
          }
          asked.learn(step)
          silent.learn(step)
          asked.forecast(out)
          asked.forecast(again)
          expect(again).toEqual(out)
        }
        silent.forecast(again)
        expect(again).toEqual(out)
      })
    }
  })
}
