import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LeadSmoothing } from '../../src/forecaster/lead-smoothing.ts'

/** The definition: a mean over all leads, each by the square of the ratio of the leads and by its targets. */
function byDefinition(weights: readonly number[], leads: readonly number[], counts: readonly number[]): number[] {
  return leads.map((lead) => {
    const shares = leads.map((other, j) => counts[j]! * (Math.min(lead, other) / Math.max(lead, other)) ** 2)
    const sum = shares.reduce((total, share) => total + share, 0)
    return shares.reduce((total, share, j) => total + share * weights[j]!, 0) / sum
  })
}

/** @param counts shape [channels × leads], the same for every expert */
function smooth(leads: readonly number[], weights: Float64Array, counts: readonly number[]): void {
  const experts = weights.length / counts.length
  const smoothing = new LeadSmoothing(experts, counts.length / leads.length, leads)
  const each = Float64Array.from(weights, (_, k) => counts[Math.floor(k / experts)]!)
  smoothing.count(each)
  smoothing.smooth(weights, each)
}

const rising = fc
  .uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 60 })
  .map((leads) => leads.sort((a, b) => a - b))

describe('smoothing over leads', () => {
  it('gives each lead the mean of all, weighted by the squared ratio of leads and by their counts', () => {
    fc.assert(
      fc.property(rising, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (leads, stream) => {
        const rows = [0, 1].map(() => leads.map(() => stream.next().value as number))
        const counts = leads.map((_, i) => (i === 0 ? 1 : Math.floor(9 * (stream.next().value as number))))
        const weights = Float64Array.from(leads.flatMap((_, i) => rows.map((row) => row[i]!)))
        smooth(leads, weights, counts)
        rows.forEach((row, e) => {
          byDefinition(row, leads, counts).forEach((expected, i) => {
            expect(weights[2 * i + e]).toBeCloseTo(expected, 12)
          })
        })
      }),
    )
  })

  it('keeps weights that sum to 1 that way, at each lead', () => {
    const weights = Float64Array.of(1, 0, 0.5, 0.5, 0, 1)
    smooth([1, 2, 24], weights, [5, 4, 3])
    for (let i = 0; i < 3; i++) expect(weights[2 * i]! + weights[2 * i + 1]!).toBeCloseTo(1, 15)
    expect(weights[4]).toBeLessThan(0.01)
  })

  it('leaves a single lead unchanged, to the bit', () => {
    const weights = Float64Array.of(0.1, 0.9)
    smooth([5], weights, [3])
    expect([...weights]).toEqual([0.1, 0.9])
  })

  it('lets a lead without data follow the others of its channel, and leaves a channel without data unchanged', () => {
    // Two channels, two leads, two experts.
    const weights = Float64Array.of(0.9, 0.1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5)
    smooth([1, 12], weights, [3, 0, 0, 0])
    expect([...weights]).toEqual([0.9, 0.1, 0.9, 0.1, 0.5, 0.5, 0.5, 0.5].map((x) => expect.closeTo(x, 15)))
  })
})
