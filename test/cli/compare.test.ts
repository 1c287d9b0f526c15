import { describe, expect, it } from 'vitest'
import { compare } from '../../src/cli/compare.ts'
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

  it('asks for the steps that it needs', async () => {
    await expect(compare(`${folder}/none.yaml`, {}, memoryTerminal())).rejects.toThrow(
      /steps: expected "forecast", whose experts are compared, got inOrder, fillGaps, normalize, lookback, lstm, score/,
    )
  })
})
