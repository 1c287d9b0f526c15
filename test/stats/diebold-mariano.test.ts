import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { DieboldMariano } from '../../src/stats/diebold-mariano.ts'
import { studentTwoSided } from '../../src/stats/student-t.ts'

/** The formulas of the paper, written out over the whole series. */
function byTheBook(d: readonly number[], h: number): { statistic: number; p: number } {
  const n = d.length
  const mean = d.reduce((sum, x) => sum + x, 0) / n
  const covariance = (k: number) => d.slice(k).reduce((sum, x, i) => sum + (x - mean) * (d[i]! - mean), 0) / n
  let variance = covariance(0)
  for (let k = 1; k < h; k++) variance += 2 * covariance(k)
  if (!(variance > 0))
    variance = d.slice(0, h).reduce((sum, _, k) => sum + (k === 0 ? 1 : 2 * (1 - k / h)) * covariance(k), 0)
  const statistic = Math.sqrt((n + 1 - 2 * h + (h * (h - 1)) / n) / n) * (mean / Math.sqrt(variance / n))
  return { statistic, p: studentTwoSided(statistic, n - 1) }
}

describe('DieboldMariano', () => {
  it('equals the formulas over the whole series when it is fed as a stream', () => {
    const random = new Random(5)
    for (const lead of [1, 2, 7, 24]) {
      const test = new DieboldMariano(lead)
      const d: number[] = []
      let x = 0
      for (let i = 0; i < 300; i++) {
        x = 0.6 * x + random.uniform() - 0.45
        d.push(x)
        test.add(x)
      }
      expect(test.verdict.statistic).toBeCloseTo(byTheBook(d, lead).statistic, 8)
      expect(test.verdict.p).toBeCloseTo(byTheBook(d, lead).p, 8)
    }
  })

  it('also does so if the plain window would give a negative variance', () => {
    const random = new Random(8)
    const test = new DieboldMariano(4)
    // Differences that swing: neighbours are negatively correlated.
    const d = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 1 : -1) + 0.2 * random.uniform())
    for (const x of d) test.add(x)
    const autocovariances = [1, 2, 3].map((k) => d.slice(k).reduce((sum, x, i) => sum + x * d[i]!, 0) / d.length)
    expect(1 + 2 * autocovariances.reduce((sum, x) => sum + x, 0)).toBeLessThan(0)
    expect(test.verdict.statistic).toBeCloseTo(byTheBook(d, 4).statistic, 8)
    expect(test.verdict.statistic).toBeGreaterThan(0)
  })

  it('finds no difference in noise, and finds a real one', () => {
    const random = new Random(6)
    const noise = new DieboldMariano(1)
    const better = new DieboldMariano(1)
    for (let i = 0; i < 2000; i++) {
      const x = random.uniform() - 0.5
      noise.add(x)
      better.add(x - 0.05)
    }
    expect(noise.verdict.p).toBeGreaterThan(0.05)
    expect(better.verdict.p).toBeLessThan(1e-6)
    expect(better.verdict.statistic).toBeLessThan(0)
  })

  it('is NaN with too little data, and without any difference', () => {
    const test = new DieboldMariano(3)
    expect(test.verdict.p).toBeNaN()
    for (let i = 0; i < 50; i++) test.add(0)
    expect(test.verdict.statistic).toBeNaN()
  })

  it('goes on from a snapshot as if it had never stopped', () => {
    const [whole, first, second] = [new DieboldMariano(3), new DieboldMariano(3), new DieboldMariano(3)]
    const differences = Array.from({ length: 30 }, (_, i) => ((7 * i) % 11) - 4)
    for (const x of differences) whole.add(x)
    for (const x of differences.slice(0, 12)) first.add(x)
    restore(second, snapshot(first))
    for (const x of differences.slice(12)) second.add(x)
    expect(second.verdict).toEqual(whole.verdict)
  })
})
