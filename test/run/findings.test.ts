import { describe, expect, it } from 'vitest'
import { Findings } from '../../src/run/findings.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'

const reject = (line: number) => ({
  place: { file: 'a.csv', line },
  column: 'v',
  reason: 'expected a number, got "x"',
  raw: '',
})
const observation = (line: number): Observation => ({
  time: line * 1000,
  values: [1],
  covariates: [],
  row: { place: { file: 'a.csv', line }, raw: [] },
})

describe('the findings of a run', () => {
  it('mark rejects at the next row, and those at the end at the last', () => {
    const ledger = new Ledger()
    const findings = new Findings(ledger)
    ledger.reject(reject(3))
    expect(findings.marksAt(observation(2))).toEqual([])
    expect(findings.marksAt(observation(4))).toEqual([
      { time: 4000, kind: 'reject', text: 'a.csv:3 v: expected a number, got "x"' },
    ])
    ledger.reject(reject(5))
    expect(findings.marksLeft()).toMatchObject([{ time: 4000 }])
    expect(findings.first).toEqual(reject(3))
  })

  it('give the reason for an empty run, and the most frequent problem', () => {
    const ledger = new Ledger()
    const findings = new Findings(ledger)
    expect(findings.lostMany()).toBeUndefined()
    expect(findings.noForecast('a.csv').message).toMatch(/of 0 \(0 rejected, 0 skipped\)$/)
    ledger.reject(reject(2))
    ledger.accept(false)
    expect(findings.noForecast('a.csv').message).toBe(
      'a.csv: expected rows to forecast from, got none that could be used of 2 (1 rejected, 0 skipped); the first: a.csv:2 v: expected a number, got "x"',
    )
    expect(findings.lostMany()).toMatch(/^1 of 2 rows were not used/)
  })

  it('ignore everything once closed', () => {
    const ledger = new Ledger()
    const findings = new Findings(ledger)
    findings.close()
    ledger.reject(reject(2))
    expect(findings.first).toBeUndefined()
  })
})
