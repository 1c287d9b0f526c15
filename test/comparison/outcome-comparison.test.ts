import { describe, expect, it } from 'vitest'
import { OutcomeComparison } from '../../src/comparison/outcome-comparison.ts'
import { comparison, days, spells } from '../outcomes/outcomes.ts'

const options = { leads: [1, 2], outcomes: [comparison('>', 0)], channels: 1, cadence: '1d', season: [7] }

describe('OutcomeComparison', () => {
  it('scores the forecaster, the base rate and each expert on the same origins, and tests the differences', () => {
    const compared = new OutcomeComparison(options, [0], { observation: 20 })
    for (const observation of days(spells(150))) compared.observe(observation)
    const { lines, origins } = compared.result
    expect(lines.slice(0, 3).map(({ name }) => name)).toEqual(['forecaster', 'base rate', 'expert rate'])
    expect(origins).toBe(150 - 20)
    for (const { byLead } of lines) expect(byLead.map(({ count }) => count)).toEqual([130, 129])
    const [ours, base] = lines
    expect(base!.overallSkill).toBe(0)
    expect(ours!.skill[0]).toBeCloseTo(1 - ours!.byLead[0]!.mae / base!.byLead[0]!.mae, 12)
    expect(ours!.overallLogLoss).toBeLessThan(base!.overallLogLoss!)
    expect(base!.test[0]!.p).toBeLessThan(0.05)
    compared.dispose()
  })
})
