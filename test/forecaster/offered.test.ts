import { expect, it } from 'vitest'
import type { ForecasterOptions } from '../../src/defaults/options.ts'
import { ConfigError } from '../../src/errors.ts'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { Random } from '../../src/lstm/random.ts'

const day = 86_400_000
const options: ForecasterOptions = {
  leads: [1, 2],
  channels: 1,
  cadence: '1d',
  experts: ['persistence', 'rls(3)'],
  offered: ['dwd'],
}

/** Mean errors of the mixture from row 100 on; noise that only the forecaster elsewhere foresees, up to its own noise. */
function errors(skill: number, shift = 0, more: Partial<ForecasterOptions> = {}) {
  const random = new Random(3)
  const values = Array.from({ length: 303 }, () => 20 + 10 * random.uniform())
  const forecaster = new Forecaster({ ...options, ...more })
  let [sum, naive, own] = [0, 0, 0]
  for (let t = 0; t < 300; t++) {
    const offered = [1, 2].map((h) => values[t + h]! + shift + (1 - skill) * 40 * (random.uniform() - 0.5))
    const row = { time: t * day, values: [values[t]!] }
    const forecast = forecaster.observe(forecaster.expertNames.includes('dwd') ? { ...row, offered } : row)
    if (t < 100) continue
    sum += Math.abs(forecast.values[0]! - values[t + 1]!)
    own += Math.abs(offered[0]! - values[t + 1]!)
    naive += Math.abs(values[t]! - values[t + 1]!)
  }
  return { sum: sum / 200, own: own / 200, naive: naive / 200, names: forecaster.expertNames }
}

it('a forecaster elsewhere is an expert: the mixture is about as good as the best', () => {
  const good = errors(0.98)
  expect(good.names).toEqual(['persistence', 'rls(3)', 'dwd', 'dwd(recalibrated)'])
  expect(good.sum).toBeLessThan(1.2 * good.own)
  expect(good.sum).toBeLessThan(0.2 * good.naive)
  // One that knows nothing does no harm.
  const alone = errors(0, 0, { offered: [] })
  expect(errors(0).sum).toBeLessThan(1.05 * alone.sum)
  // One that is always 7 too high is put right.
  expect(errors(0.98, 7).sum).toBeLessThan(0.4)
})

it('a name is not that of another expert, and not given twice', () => {
  expect(() => new Forecaster({ ...options, offered: ['drift'] })).toThrow(ConfigError)
  expect(() => new Forecaster({ ...options, offered: ['dwd', 'dwd'] })).toThrow('names that differ')
})

it('works on logarithms, and without a forecast it sleeps', () => {
  const forecaster = new Forecaster({ ...options, scale: 'log' })
  for (let t = 0; t < 40; t++) forecaster.observe({ time: t * day, values: [5 + (t % 3)], offered: [6, -1] })
  const { forecasts, weights } = forecaster.inside
  expect(forecasts[2 * 2]).toBeCloseTo(6, 9)
  expect(forecasts[2 * 2 + 1]).toBeNaN()
  expect(weights[2 * 2 + 1]).toBe(0)
})
