import { describe, expect, it } from 'vitest'
import { Comparison } from '../../src/comparison/comparison.ts'
import { networksInUse } from '../../src/lstm/create-engine.ts'
import { Random } from '../../src/lstm/random.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const forecaster = {
  leads: [1, 2],
  channels: 1,
  cadence: '1d',
  season: 7,
  levels: [0.8],
  experts: ['persistence', 'seasonalNaive'],
  seed: 1,
}

/** A week that repeats, with a little noise. */
function feed(comparison: Comparison, count: number): void {
  const random = new Random(1)
  for (let i = 0; i < count; i++) {
    const value = 10 * (i % 7) + random.uniform()
    comparison.observe({ time: i * 86_400_000, values: [value], covariates: [] })
  }
}

describe('Comparison', () => {
  it('gives an expert that is a baseline the same line as that baseline', () => {
    const comparison = new Comparison({ forecaster })
    feed(comparison, 200)
    const lines = new Map(comparison.result.lines.map((line) => [line.name, line]))
    expect([...lines.keys()]).toEqual([
      'forecaster',
      'persistence',
      'seasonal naive',
      'direct quantiles',
      'expert persistence',
      'expert seasonalNaive',
    ])
    expect(lines.get('expert persistence')!.byLead).toEqual(lines.get('persistence')!.byLead)
    expect(lines.get('expert seasonalNaive')!.byLead).toEqual(lines.get('seasonal naive')!.byLead)
  })

  it('goes on with its lines when a zero ends the logarithmic scale, whose pool has other experts', () => {
    const comparison = new Comparison({ forecaster: { leads: [1], channels: 1, cadence: '1mo', season: 12, seed: 1 } })
    for (let i = 0; i < 30; i++)
      comparison.observe({ time: Date.UTC(2000, i, 1), values: [i === 24 ? 0 : 20 + (i % 12)] })
    const { lines } = comparison.result
    expect(lines.some(({ name }) => name.startsWith('expert lstm'))).toBe(true)
    expect(new Set(lines.map(({ overall }) => overall.count))).toEqual(new Set([29]))
    comparison.dispose()
  })

  it('names the better one, and whether the difference is significant', () => {
    const comparison = new Comparison({ forecaster, from: { observation: 51 } })
    feed(comparison, 300)
    const { lines, origins } = comparison.result
    const [ours, persistence, seasonal] = lines
    expect(origins).toBe(249)
    expect(ours!.overallSkill).toBeGreaterThan(0.9)
    expect(persistence!.overallSkill).toBe(0)
    expect(persistence!.test[0]!.p).toBeLessThan(1e-6)
    expect(persistence!.test[0]!.statistic).toBeGreaterThan(0)
    // The naive error a season apart is what MASE divides by: of the seasonal naive forecast it is 1, but for the rows before `from`.
    expect(seasonal!.mase[0]!).toBeGreaterThan(0.9)
    expect(seasonal!.mase[0]!).toBeLessThan(1.1)
  })

  it('scores in units of the first rows’ deviation on request', () => {
    const plain = new Comparison({ forecaster, from: { observation: 100 } })
    const standard = new Comparison({ forecaster, from: { observation: 100 }, standardizeBy: 100 })
    feed(plain, 200)
    feed(standard, 200)
    const ratio = plain.result.lines[1]!.overall.mae / standard.result.lines[1]!.overall.mae
    // A week of 0, 10 … 60 has deviation 20; the noise adds little.
    expect(ratio).toBeGreaterThan(19.5)
    expect(ratio).toBeLessThan(20.5)
  })

  it('scales errors of each channel by its own steps, and counts an origin once, whichever channels are known', () => {
    const two = { ...forecaster, channels: 2, leads: [1], season: undefined, experts: ['persistence'] }
    const comparison = new Comparison({ forecaster: two })
    const rows = [
      [0, 1000],
      [1, Number.NaN],
      [3, 3000],
      [4, 3000],
    ]
    rows.forEach((values, i) => {
      comparison.observe({ time: i * 86_400_000, values, covariates: [] })
    })
    const [, persistence] = comparison.result.lines
    expect(comparison.result.origins).toBe(3)
    expect(persistence!.mase[0]).toBeCloseTo(1, 12)
    expect(persistence!.overallMase).toBeCloseTo(1, 12)
  })

  it('has CRPS and a scaled pinball loss, and neither without intervals', () => {
    const compared = (levels: number[]) => {
      const one = { ...forecaster, leads: [1], season: undefined, experts: ['persistence'], levels }
      const comparison = new Comparison({ forecaster: one })
      for (let i = 0; i < 40; i++) comparison.observe({ time: i * 86_400_000, values: [i % 3], covariates: [] })
      return comparison.result.lines[1]!
    }
    const { overall, overallScaledPinball, scaledPinball } = compared([0.8])
    // One step is off by 4/3 on average; of an 80 % interval both ends lose a tenth of its Winkler score.
    expect(overallScaledPinball).toBeCloseTo((overall.mae / 2 + 0.1 * overall.winkler[0]!) / 3 / overall.mae, 12)
    expect(scaledPinball).toEqual([overallScaledPinball])
    expect(overall.crps).toBeCloseTo((overall.mae + 0.2 * overall.winkler[0]!) / 3, 12)
    const without = compared([])
    expect([without.overallScaledPinball, without.overall.crps]).toEqual([Number.NaN, Number.NaN])
  })

  it('goes on from a snapshot as if it had never stopped, and frees its networks when disposed of', () => {
    const random = new Random(3)
    const rows = Array.from({ length: 80 }, (_, i) => ({
      time: i * 86_400_000,
      values: [10 * (i % 7) + random.uniform()],
      covariates: [],
      restart: i === 50,
    }))
    const options = {
      forecaster: { ...forecaster, experts: ['seasonalNaive', 'lstm(persistence, 0.004)'], hidden: 4, memory: 96 },
      standardizeBy: 30,
    }
    const before = networksInUse().networks
    const whole = new Comparison(options)
    for (const row of rows) whole.observe(row)
    for (const at of [0, 20, 45, 60]) {
      const first = new Comparison(options)
      for (const row of rows.slice(0, at)) first.observe(row)
      const second = new Comparison(options)
      expect(restore(second, snapshot(first))).toEqual([])
      for (const row of rows.slice(at)) second.observe(row)
      first.dispose()
      second.dispose()
      expect(second.result).toEqual(whole.result)
    }
    expect(networksInUse().networks).toBeGreaterThan(before)
    whole.dispose()
    expect(networksInUse().networks).toBe(before)
  })

  it('repeats the last value for the seasonal naive forecast until a season is known, also after a restart', () => {
    const comparison = new Comparison({ forecaster: { ...forecaster, leads: [1, 2, 9] } })
    const rows = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ time: day * 86_400_000, values: [day], covariates: [] }))
    for (const row of rows) comparison.observe(row)
    comparison.observe({ time: 30 * 86_400_000, values: [100], covariates: [], restart: true })
    comparison.observe({ time: 31 * 86_400_000, values: [103], covariates: [] })
    const [, persistence, seasonal] = comparison.result.lines
    // Six steps of 1 before the restart, then one of 3; two steps ahead, five of 2.
    expect(persistence!.byLead.map(({ count, mae }) => [count, mae])).toEqual([
      [7, 9 / 7],
      [5, 2],
      [0, Number.NaN],
    ])
    expect(seasonal!.byLead).toEqual(persistence!.byLead)
  })
})
