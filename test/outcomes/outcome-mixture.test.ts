import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { OutcomeMixture } from '../../src/outcomes/outcome-mixture.ts'

describe('OutcomeMixture', () => {
  it('loses at most h ln 10N and the shares more than the best expert, and h ln 10 than the base rate', () => {
    const leads = [1, 3]
    const rows = 600
    const loss = (label: number, p: number) => -Math.log(label === 1 ? p : 1 - p)
    const cost = -Math.log(1 - 0.001)
    for (let seed = 1; seed <= 8; seed++) {
      const random = new Random(seed)
      const mixture = new OutcomeMixture({ channels: 1, labels: 2, leads }, 3)
      const kept: { own: Float64Array; experts: number[] }[] = []
      const own = [0, 0]
      const losses = leads.map(() => [0, 0, 0])
      for (let t = 0; t < rows; t++) {
        // Blocks as long as the longer lead: of the first two experts the one that was right a block ago is wrong now. Or
        // what the third one says.
        const blocks = seed % 2 === 0
        const label = Number(blocks ? Math.floor(t / 3) % 2 === 1 : random.uniform() < (kept[t - 3]?.experts[2] ?? 0.5))
        leads.forEach((lead, i) => {
          if (t < lead) return
          const { own: mixed, experts } = kept[t - lead]!
          own[i]! += loss(label, mixed[i]!)
          experts.forEach((p, e) => {
            losses[i]![e]! += loss(label, p)
          })
        })
        mixture.learn(Float64Array.from(leads, (lead) => (t < lead ? Number.NaN : label)))
        const experts = [0, 1, 2].map((e) =>
          e === 2 ? 0.01 + 0.98 * random.uniform() : Math.floor(t / 3 + e) % 2 ? 0.99 : 0.01,
        )
        const out = new Float64Array(2)
        const views = experts.map((p) => Float64Array.of(p, p))
        mixture.mix(views, Float64Array.of(0.5, 0.5), out)
        kept.push({ own: out, experts })
      }
      leads.forEach((lead, i) => {
        const labels = rows - lead
        expect(own[i]).toBeLessThanOrEqual(labels * Math.LN2 + lead * Math.log(10) + labels * cost)
        expect(own[i]).toBeLessThanOrEqual(Math.min(...losses[i]!) + lead * Math.log(30) + 2 * labels * cost)
      })
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
    mixture.shares(0).forEach((share, k) => {
      expect(share).toBeCloseTo([0.1, 0.1, 0.7, 0.1][k]!, 12)
    })
    expect(mixture.stacked(0)).toBeCloseTo(0.5, 12)
  })

  it('tells the same shares of each row until it has learned: its sets of weights take turns', () => {
    const mixture = new OutcomeMixture({ channels: 1, labels: 2, leads: [3] }, 2)
    const told = Array.from({ length: 40 }, (_, t) => {
      // Labels become unknown when the sets have learned differently.
      mixture.learn(Float64Array.of(t < 30 ? (t % 3 === 0 ? 1 : 0) : Number.NaN))
      mixture.mix([Float64Array.of(0.8), Float64Array.of(0.3)], Float64Array.of(0.5), new Float64Array(1))
      return mixture.shares(0)
    })
    for (const shares of told.slice(30)) expect(shares).toEqual(told[30])
    expect(told[30]!.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
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
