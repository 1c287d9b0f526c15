import { describe, expect, it } from 'vitest'
import type { ForecasterOptions } from '../../src/defaults/options.ts'
import { DataError } from '../../src/errors.ts'
import type { ExpertShape } from '../../src/experts/expert.ts'
import { ResidualLstm } from '../../src/experts/residual-lstm.ts'
import { Forecaster } from '../../src/forecaster/forecaster.ts'

const day = 86_400_000
const options: ForecasterOptions = {
  leads: [1, 2],
  channels: 1,
  cadence: '1mo',
  levels: [0.8],
  experts: ['persistence', 'theta', 'rls(3)', 'lstm(rls(3), 0.0003)'],
  hidden: 4,
  memory: 96,
}
const lstmOptions = {
  ...{ halfLife: 50, cycles: {}, season: 0, level: true, reach: 1 },
  ...{ hidden: 4, window: 8, replays: 1, replayRows: 96, seed: 1, engine: 'wasm' as const },
}
const price = (t: number) => 20 + 10 * Math.sin(t / 4)

/** What is said of rows `from` up to `to`. */
const said = (forecaster: Forecaster, from: number, to: number, value = price) =>
  Array.from({ length: to - from }, (_, i) => {
    const { values, lower, upper } = forecaster.observe({
      time: (from + i) * day,
      values: [value(from + i)],
      covariates: [],
    })
    return [...values, ...lower[0]!, ...upper[0]!]
  })

const sinking = (t: number) => price(t) - (t > 30 ? 15 : 0)

describe('a snapshot', () => {
  it('in logarithms brings a forecaster that has left them back to them', () => {
    const first = new Forecaster(options)
    said(first, 0, 50)
    const memory = first.snapshot()
    const left = new Forecaster(options)
    said(left, 0, 50, sinking)
    left.restore(memory)
    expect(said(left, 50, 70)).toEqual(said(first, 50, 70))
  })

  it('without logarithms takes a forecaster out of them', () => {
    const first = new Forecaster(options)
    said(first, 0, 50, sinking)
    const other = new Forecaster(options)
    said(other, 0, 20)
    other.restore(first.snapshot())
    expect(said(other, 50, 70, sinking)).toEqual(said(first, 50, 70, sinking))
  })

  const others: readonly [name: string, change: Partial<ForecasterOptions>, message: string][] = [
    ['leads', { leads: [1, 3] }, 'snapshot leads: expected [1,2], got [1,3]'],
    ['levels', { levels: [0.9] }, 'snapshot levels: expected [0.8], got [0.9]'],
    ['channels', { channels: 2 }, 'snapshot channels: expected 1, got 2'],
    ['covariates', { covariates: 1 }, 'snapshot covariates: expected 0, got 1'],
    ['season', { season: 5 }, 'snapshot seasons: expected [], got [5]'],
    ['cadence', { cadence: '1mo end' }, 'snapshot cadence: expected "1mo", got "1mo end"'],
    ['scale', { scale: 'log' }, 'snapshot scale: expected none, got "log"'],
    ['mixture', { mixture: 'boa' }, 'snapshot mixture: expected "mlPoly", got "boa"'],
    [
      'experts',
      { experts: ['persistence', 'theta'] },
      'snapshot ensemble.experts: expected ["persistence","theta","rls(3)"',
    ],
  ]
  for (const [name, change, message] of others) {
    it(`of other ${name} is refused, and nothing is changed`, () => {
      const refusing = new Forecaster(options)
      const untouched = new Forecaster(options)
      said(refusing, 0, 20)
      said(untouched, 0, 20)
      const memory = new Forecaster({ ...options, ...change }).snapshot()
      expect(() => refusing.restore(memory)).toThrow(DataError)
      expect(() => refusing.restore(memory)).toThrow(message)
      expect(said(refusing, 20, 40)).toEqual(said(untouched, 20, 40))
    })
  }

  it('of a network with another learning rate is taken, the difference is reported, and the rate stays', () => {
    const recipes = [0.001, 0.002].map((learningRate) => ({
      name: `net(${learningRate})`,
      identity: 'net',
      base: 'persistence',
      build: (frame: ExpertShape, base: Float64Array) =>
        new ResidualLstm(frame, { ...lstmOptions, learningRate }, base, false),
    }))
    const [first, second] = recipes.map((recipe) => new Forecaster({ ...options, experts: ['persistence', recipe] }))
    said(first!, 0, 50)
    expect(second!.restore(first!.snapshot())).toEqual(['ensemble.net.network.learningRate was 0.001 and is now 0.002'])
    expect(said(second!, 50, 51)[0]).not.toEqual(said(new Forecaster({ ...options }), 50, 51)[0])
  })

  it('with other bytes is refused with a DataError', () => {
    for (const bytes of [new Uint8Array(0), new Uint8Array(100), new TextEncoder().encode('{"leads":[1,2]}')])
      expect(() => new Forecaster(options).restore(bytes)).toThrow(DataError)
  })
})
