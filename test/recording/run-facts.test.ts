import { expect, it } from 'vitest'
import { RunFacts } from '../../src/recording/run-facts.ts'

const rows = { rows: 2, accepted: 2, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }

it('a run waits, goes on, and ends or is interrupted at the last time of its reader', () => {
  const facts = new RunFacts()
  expect(facts.status(0, Number.NaN)).toMatchObject({ state: 'waiting', rows: null, problem: null })
  facts.begin()
  facts.progress(0.5, rows)
  expect(facts.status(2, 0)).toMatchObject({ state: 'live', observations: 2, fraction: 0.5, rows })
  facts.end({ rows, stopped: true })
  expect(facts.status(2, 0)).toMatchObject({ state: 'interrupted', problem: 'interrupted at 1970-01-01T00:00:00.000Z' })
  expect(facts.status(0, Number.NaN).problem).toBe('interrupted')
  facts.end({ rows, notes: ['a'] })
  expect(facts.status(2, 0)).toMatchObject({ state: 'ended', fraction: 1, notes: ['a'], problem: null })
})

it('a run can fail at its end', () => {
  const facts = new RunFacts()
  facts.end({ rows, failure: new Error('torn') })
  expect(facts.status(2, 0)).toMatchObject({ state: 'failed', rows, problem: 'torn' })
})
