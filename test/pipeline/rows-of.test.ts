import { expect, it } from 'vitest'
import { rowsOf } from '../../src/pipeline/rows-of.ts'
import { Ledger } from '../../src/series/ledger.ts'

it('rowsOf copies the account as it stands', () => {
  const ledger = new Ledger()
  ledger.accept(false)
  ledger.accept(true)
  ledger.skip()
  ledger.filled = 4
  const rows = rowsOf(ledger)
  ledger.accept(false)
  expect(rows).toEqual({ rows: 3, accepted: 1, imputed: 1, rejected: 0, skipped: 1, filled: 4, restarts: 0 })
})
