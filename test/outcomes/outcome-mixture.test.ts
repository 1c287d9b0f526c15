import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { OutcomeMixture } from '../../src/outcomes/outcome-mixture.ts'

describe('OutcomeMixture', () => {
  it('loses at most 1.2 h and the share more than the base rate, even if experts are wrong by design', () => {
    const leads = [1, 3]
    for (let seed = 1; seed <= 6; seed++) {
      const random = new Random(seed)
      const mixture = new OutcomeMixture({ channels: 1, labels: 2, leads }, 3)
      const rate = Float64Array.of(0.5, 0.5)
      const kept: Float64Array[] = []
      const labels: number[] = []
      const excess = [0, 0]
      const rows = 600
      for (let t = 0; t < rows; t++) {
        // Blocks as long as the lead: who was right a block ago is wrong now.
        const label = Math.floor(t / 3) % 2
        labels.push(label)
        const due = Float64Array.from(leads, (lead) => (t < lead ? Number.NaN : label))
        leads.forEach((lead, i) => {
          if (t < lead) return
          const p = kept[t - lead]![i]!
          excess[i]! += -Math.log(label === 1 ? p : 1 - p) - Math.log(2)
        })
        mixture.learn(due)
        const experts = [0, 1, 2].map((e) => {
          const p = e === 2 ? random.uniform() : Math.floor((t + e * 3) / 3) % 2 ? 0.99 : 0.01
          return Float64Array.of(p, p)
        })
        const out = new Float64Array(2)
        mixture.mix(experts, rate, out)
        kept.push(out)
      }
      leads.forEach((lead, i) => {
        expect(excess[i]).toBeLessThanOrEqual(lead * Math.log(1 / 0.3) - rows * Math.log(1 - 0.001))
      })
    }
  })

  it('at lead 1 loses at most ln 5N and the shares more than the best expert', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const random = new Random(seed)
      const mixture = new OutcomeMixture({ channels: 1, labels: 2, leads: [1] }, 4)
      const losses = new Float64Array(4)
      let own = 0
      const rows = 300
      for (let t = 0; t < rows; t++) {
        const experts = Array.from({ length: 4 }, () => Float64Array.of(0.01 + 0.98 * random.uniform()))
        const out = new Float64Array(1)
        mixture.mix(experts, Float64Array.of(0.5), out)
        const label = Number(random.uniform() < experts[seed % 4]![0]!)
        const loss = (p: number) => -Math.log(label === 1 ? p : 1 - p)
        own += loss(out[0]!)
        experts.forEach((p, e) => {
          losses[e]! += loss(p[0]!)
        })
        mixture.learn(Float64Array.of(label))
      }
      expect(own).toBeLessThanOrEqual(Math.min(...losses) + Math.log(5 * 4) - 2 * rows * Math.log(1 - 0.001))
    }
  })

  it('is the base rate while every expert sleeps', () => {
    const mixture = new OutcomeMixture({ channels: 1, labels: 2, leads: [1] }, 1)
    const out = new Float64Array(1)
    mixture.mix([Float64Array.of(Number.NaN)], Float64Array.of(0.3), out)
    expect(out[0]).toBeCloseTo(0.3, 12)
    mixture.learn(Float64Array.of(1))
  })

  it('tells the shares of the experts, the stack and the base rate, which sum to 1', () => {
    const mixture = new OutcomeMixture({ channels: 1, labels: 2, leads: [2] }, 2)
    mixture.mix([Float64Array.of(0.4), Float64Array.of(0.6)], Float64Array.of(0.5), new Float64Array(1))
    const shares = mixture.shares(0)
    expect(shares).toEqual([0.1, 0.1, 0.5, 0.3])
    expect(mixture.stacked(0)).toBeCloseTo(0.5, 12)
  })

  it('learns nothing from an unknown label', () => {
    const mixture = new OutcomeMixture({ channels: 1, labels: 2, leads: [1] }, 2)
    const experts = [Float64Array.of(0.9), Float64Array.of(0.3)]
    mixture.mix(experts, Float64Array.of(0.5), new Float64Array(1))
    const before = mixture.shares(0)
    mixture.learn(Float64Array.of(Number.NaN))
    mixture.mix(experts, Float64Array.of(0.5), new Float64Array(1))
    expect(mixture.shares(0)).toEqual(before)
  })
})
