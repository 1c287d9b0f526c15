import { expect, it } from 'vitest'
import { criticalDifference } from '../../src/stats/nemenyi.ts'

it('agrees with the table of Demšar (2006)', () => {
  // q at 5 %, for which the critical difference is q √(k (k + 1) ÷ 6N).
  const table = { 2: 1.96, 3: 2.343, 4: 2.569, 5: 2.728, 6: 2.85, 7: 2.949, 8: 3.031, 9: 3.102, 10: 3.164 }
  for (const [text, q] of Object.entries(table)) {
    const k = Number(text)
    expect(criticalDifference(k, 30)).toBeCloseTo(q * Math.sqrt((k * (k + 1)) / 180), 3)
  }
})

it('agrees with qtukey of R for many forecasters', () => {
  // qtukey(.95, 20, Inf) and qtukey(.95, 50, Inf)
  expect(criticalDifference(20, 1)).toBeCloseTo(5.0117 * Math.sqrt((20 * 21) / 12), 2)
  expect(criticalDifference(50, 1)).toBeCloseTo(5.6463 * Math.sqrt((50 * 51) / 12), 1)
})

it('halves with four times the series', () => {
  expect(criticalDifference(5, 400)).toBeCloseTo(criticalDifference(5, 100) / 2, 12)
})
