import { describe, expect, it } from 'vitest'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { Priors } from '../../src/forecaster/priors.ts'
import { SharedLearning } from '../../src/forecaster/shared-learning.ts'
import { Lstm } from '../../src/lstm/lstm.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const day = 86_400_000
const options = {
  leads: [1, 2],
  channels: 1,
  cadence: '1mo',
  season: 7,
  hidden: 4,
  memory: 128,
  engine: 'reference',
} as const
const row = (t: number, value: number) => ({ time: t * day, values: [value], covariates: [] })

describe('a forecaster that has learned with others', () => {
  it('joins networks by name, scale and sizes, with fewer rows for replay', () => {
    const joined: string[] = []
    const priors = new Priors()
    const forecaster = new Forecaster(options, {
      join(name, own) {
        joined.push(name)
        expect(own.memory).toBe(32)
        return new Lstm(own)
      },
      prior: (name, size) => priors.of(name, size),
    })
    const alone = new Forecaster(options)
    for (let t = 0; t < 30; t++) {
      const [own, together] = [alone, forecaster].map((one) => [...one.observe(row(t, 20 + (t % 7))).values])
      expect(together).toEqual(own)
    }
    // A value without a logarithm changes the scale.
    forecaster.observe(row(30, -1))
    expect(joined).toEqual(
      ['log', 'linear'].flatMap((scale) => [
        `monthly ${scale} lstm 1 (rls(3)) 1 × 12 → 1,2`,
        `monthly ${scale} lstm 2 (holtWintersMultiplicative) 1 × 12 → 1,2`,
      ]),
    )
    forecaster.dispose()
    alone.dispose()
  })

  it('begins with what others have found, once the clock has passed', () => {
    const learning = new SharedLearning()
    const wave = (t: number) => 20 + 8 * Math.sin((2 * Math.PI * t) / 7)
    const others = ['a', 'b'].map((key) => new Forecaster(options, learning.of(key)))
    for (let t = 0; t < 80; t++) {
      for (const other of others) other.observe(row(t, wave(t)))
      if (t < 79) learning.apply()
    }
    expect(learning.isPending('a')).toBe(true)
    learning.apply()
    expect(learning.isPending('a')).toBe(false)
    const error = (forecaster: Forecaster) => {
      let sum = 0
      for (let t = 0; t < 20; t++) sum += Math.abs(forecaster.observe(row(t, wave(t))).values[0]! - wave(t + 1))
      forecaster.dispose()
      return sum
    }
    expect(error(new Forecaster(options, learning.of('new')))).toBeLessThan(0.8 * error(new Forecaster(options)))
    learning.dispose()
  })

  it('goes on after a restore with the same bits', () => {
    const begin = () => {
      const learning = new SharedLearning()
      return { learning, forecaster: new Forecaster(options, learning.of('a')) }
    }
    const [first, second] = [begin(), begin()]
    const observe = ({ learning, forecaster }: typeof first, t: number, applies = true) => {
      const said = [...forecaster.observe(row(t, 20 + ((t * t) % 11))).values]
      if (applies) learning.apply()
      return said
    }
    for (let t = 0; t < 40; t++) observe(first, t, t < 39)
    restore(second.learning, snapshot(first.learning))
    restore(second.forecaster, snapshot(first.forecaster))
    for (const { learning } of [first, second]) learning.apply()
    for (let t = 40; t < 60; t++) expect(observe(second, t)).toEqual(observe(first, t))
    expect(snapshot(second.learning)).toEqual(snapshot(first.learning))
  })
})
