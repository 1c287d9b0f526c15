import { describe, expect, it } from 'vitest'
import { Findings } from '../../src/pipeline/findings.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'

const reject = (line: number) => ({ file: 'a.csv', line, column: 'v', reason: 'expected a number, got "x"', raw: '' })
const observation = (line: number): Observation => ({
  time: line * 1000,
  values: [1],
  covariates: [],
  row: { file: 'a.csv', line, cells: [] },
})

describe('the findings of a run', () => {
  it('put rejects where the next row stands, and those that none follows at the last', () => {
    const ledger = new Ledger()
    const findings = new Findings(ledger, true)
    ledger.reject(reject(3))
    expect(findings.marksAt(observation(2))).toEqual([])
    expect(findings.marksAt(observation(4))).toEqual([
      { time: 4000, kind: 'reject', text: 'a.csv:3 v: expected a number, got "x"' },
    ])
    ledger.reject(reject(5))
    expect(findings.marksLeft()).toMatchObject([{ time: 4000 }])
    expect(findings.first).toEqual(reject(3))
  })

  it('keep no marks where nobody asks for them', () => {
    const ledger = new Ledger()
    const findings = new Findings(ledger, false)
    ledger.reject(reject(3))
    expect(findings.marksAt(observation(4))).toEqual([])
    expect(findings.first).toEqual(reject(3))
  })

  it('say why nothing was forecast, and what cost most rows', () => {
    const ledger = new Ledger()
    const findings = new Findings(ledger, true)
    expect(findings.lostMany()).toBeUndefined()
    ledger.reject(reject(2))
    ledger.accept(false)
    expect(findings.noForecast('a.csv').message).toMatch(
      /^a\.csv: expected rows to forecast from, .*; the first: a\.csv:2 v: /,
    )
    expect(findings.lostMany()).toMatch(/^1 of 2 rows were not used/)
  })

  it('hear nothing more once closed', () => {
    const ledger = new Ledger()
    const findings = new Findings(ledger, true)
    findings.close()
    ledger.reject(reject(2))
    expect(findings.first).toBeUndefined()
  })
})
