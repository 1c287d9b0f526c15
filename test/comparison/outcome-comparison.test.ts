import { describe, expect, it } from 'vitest'
import { OtherForecasts } from '../../src/comparison/other-forecasts.ts'
import { OutcomeComparison } from '../../src/comparison/outcome-comparison.ts'
import { comparison, days, spells } from '../outcomes/outcomes.ts'

const options = { leads: [1, 2], outcomes: [comparison('>', 0)], channels: 1, cadence: '1d', season: [7] }

describe('OutcomeComparison', () => {
  it('scores the forecaster, the base rate and each expert on the same origins, and tests the differences', () => {
    const compared = new OutcomeComparison(options, { groups: [0], from: { observation: 20 } })
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

  it('scores probabilities of other systems, and all the others only where those have some', () => {
    const day = 86_400_000
    const labels = spells(60)
    const rows = days(labels)
    const compare = (said: (label: number) => number) => {
      const forecasts = new OtherForecasts('theirs.csv', ['Oracle'], [])
      for (let t = 30; t < 58; t++)
        for (const lead of [1, 2])
          forecasts.add({
            series: 'event',
            origin: t * day,
            time: (t + lead) * day,
            values: [said(labels[t + lead]!)],
            lower: [],
            upper: [],
          })
      const compared = new OutcomeComparison(options, { groups: [0], others: { forecasts, targets: ['event'] } })
      for (const observation of rows) compared.observe(observation)
      compared.dispose()
      return compared.result.lines
    }
    const lines = compare((label) => 0.1 + 0.8 * label)
    expect(lines.slice(0, 3).map(({ name }) => name)).toEqual(['forecaster', 'base rate', 'Oracle'])
    for (const { byLead } of lines) expect(byLead.map(({ count }) => count)).toEqual([28, 28])
    expect(lines[2]!.overall.mae).toBeCloseTo(0.01, 12)
    expect(() => compare((label) => 100 * label)).toThrow(
      'theirs.csv: expected probabilities from 0 to 1, got 100; divide percentages by 100',
    )
  })
})
