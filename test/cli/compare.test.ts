import { describe, expect, it } from 'vitest'
import { compare, comparisonJson } from '../../src/cli/compare.ts'
import type { ComparisonResult } from '../../src/comparison/comparison-result.ts'
import { cheap, days, folderWith } from './command.ts'
import { memoryTerminal } from './memory-terminal.ts'

const folder = folderWith({
  'rows.csv': days([0, 1, 1, 3, 2, 5, 4, 4, 7, 5]),
  'a.yaml': cheap.replace('experts: [persistence]', 'experts: [persistence, drift]'),
  'none.yaml': cheap.replace(/- forecast.*/, '- normalize').replace('  - score\n', ''),
})

describe('compare', () => {
  it('compares the forecaster with its experts and the naive forecasts', async () => {
    const terminal = memoryTerminal()
    expect(await compare(`${folder}/a.yaml`, {}, terminal)).toBe(0)
    for (const name of ['forecaster', 'persistence', 'drift'])
      expect(terminal.written.out).toMatch(new RegExp(`^  ${name} +\\d`, 'm'))
    expect(terminal.written.err).toBe('')
  })

  it('prints everything as JSON', async () => {
    const terminal = memoryTerminal()
    await compare(`${folder}/a.yaml`, { json: true }, terminal)
    const { leads, origins, lines } = JSON.parse(terminal.written.out)
    expect([leads, origins]).toEqual([[1, 2], 9])
    expect(lines[1].byLead[0]).toMatchObject({ count: 9, mae: (1 + 0 + 2 + 1 + 3 + 1 + 0 + 3 + 2) / 9 })
  })

  it('names the scores of outcomes in JSON', async () => {
    const outcome = 'outcome: { high: value > 3 }, experts: [rate]'
    const folder = folderWith({
      'rows.csv': days([0, 1, 1, 3, 2, 5, 4, 4, 7, 5]),
      'a.yaml': cheap.replace('experts: [persistence], intervals: [0.8]', outcome),
    })
    const terminal = memoryTerminal()
    await compare(`${folder}/a.yaml`, { json: true }, terminal)
    const { lines } = JSON.parse(terminal.written.out)
    expect(lines[1].name).toBe('base rate')
    expect(Object.keys(lines[1].byLead[0])).toEqual(['count', 'brier', 'logLoss'])
    expect(lines[1].overall.brier).toBeGreaterThan(0)
    expect(terminal.written.out).not.toMatch(/"(mae|mase|crps)"/)
  })

  it('asks for the steps that it needs', async () => {
    await expect(compare(`${folder}/none.yaml`, {}, memoryTerminal())).rejects.toThrow(
      /steps: expected "forecast", whose experts are compared, got inOrder, fillGaps, normalize, lookback, lstm, score/,
    )
  })

  it('scores the forecasts of another system on what both have forecast', async () => {
    // The last value, from the fourth day on, and one forecast that is not among ours.
    const rows = [3, 2, 5, 4, 4, 7].map((value, i) => {
      const date = (n: number) => new Date(Date.UTC(2024, 0, 4 + i + n)).toISOString().slice(0, 10)
      return `y,${date(1)},${date(0)},${value}\n`
    })
    const theirs = folderWith({
      'rows.csv': days([0, 1, 1, 3, 2, 5, 4, 4, 7, 5]),
      'a.yaml': cheap,
      'theirs.csv': `unique_id,ds,cutoff,Naive\n${rows.join('')}y,2031-01-02,2031-01-01,5\n`,
      'none.csv': 'unique_id,ds,cutoff,Naive\ny,2031-01-02,2031-01-01,5\n',
    })
    const terminal = memoryTerminal()
    expect(await compare(`${theirs}/a.yaml`, { with: `${theirs}/theirs.csv`, json: true }, terminal)).toBe(0)
    const { lines, others } = JSON.parse(terminal.written.out) as ComparisonResult
    const naive = lines.find(({ name }) => name === 'Naive')!
    const persistence = lines.find(({ name }) => name === 'persistence')!
    expect([naive.byLead[0]!.count, naive.byLead[1]!.count]).toEqual([6, 0])
    expect(naive.byLead[0]!.mae).toBeCloseTo((1 + 3 + 1 + 0 + 3 + 2) / 6, 12)
    expect(persistence.byLead[0]).toMatchObject({ count: 6, mae: naive.byLead[0]!.mae })
    expect(others).toMatchObject({ forecasts: 7, matched: 6 })
    await expect(compare(`${theirs}/a.yaml`, { with: `${theirs}/none.csv` }, memoryTerminal())).rejects.toThrow(
      /none\.csv: expected forecasts of the same series, origins and times as ours, got none among 1, the first of them "y" from 2031-01-01T00:00:00.000Z/,
    )
    const printed = memoryTerminal()
    await compare(`${theirs}/a.yaml`, { with: `${theirs}/theirs.csv` }, printed)
    expect(printed.written.out).toContain('6 of 7 forecasts have the series, origin and time of one of ours')
    expect(printed.written.out).toContain('the first of the other 1: "y" from 2031-01-01')
  })
})

it('comparisonJson has each series in a piece of its own', () => {
  const result = { leads: [1], levels: [], origins: 3, lines: [] }
  const keyed = ['a', 'b'].map((key) => ({ ...result, key: [key] }))
  const pieces = [...comparisonJson({ ...result, keyed })]
  expect(pieces).toHaveLength(4)
  expect(pieces.join('')).toBe(`${JSON.stringify({ ...result, keyed }, null, 2)}\n`)
  expect([...comparisonJson(result)].join('')).toBe(`${JSON.stringify(result, null, 2)}\n`)
})
