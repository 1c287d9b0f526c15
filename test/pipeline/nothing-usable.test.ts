import { expect, it } from 'vitest'
import { nothingUsable } from '../../src/pipeline/nothing-usable.ts'

it('nothingUsable says how many rows there were, and what was wrong with the first', () => {
  const rows = { rows: 3, accepted: 0, imputed: 0, rejected: 2, skipped: 1, filled: 0, restarts: 0 }
  const first = { file: 'a.csv', line: 2, column: 'y', reason: 'expected a number, got "x"', raw: ['x'] }
  expect(nothingUsable('a.csv', rows, first).message).toBe(
    'a.csv: expected rows to forecast from, got none that could be used of 3 (2 rejected, 1 skipped); the first: a.csv:2 y: expected a number, got "x"',
  )
  expect(nothingUsable('a.csv', rows, undefined).message).toMatch(/1 skipped\)$/)
})
