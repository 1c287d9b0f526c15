import { expect, it } from 'vitest'
import { Ledger } from '../../src/series/ledger.ts'
import type { Fields } from '../../src/state/fields.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { visitLedger } from '../../src/state/visit-ledger.ts'

it('visitLedger brings every count back, and leaves those who listen alone', () => {
  const saved = new Ledger()
  for (const missing of [false, false, false, true, true]) saved.accept(missing)
  saved.reject({ reason: 'r', raw: [] })
  saved.skip()
  saved.filled = 7
  saved.restarts = 9
  const heard: string[] = []
  const target = new Ledger(({ reason }) => heard.push(reason))
  const of = (ledger: Ledger) => ({ state: (fields: Fields) => visitLedger(fields, ledger) })
  restore(of(target), snapshot(of(saved)))
  expect(target.account).toEqual({ rows: 7, accepted: 3, imputed: 2, rejected: 1, skipped: 1, filled: 7, restarts: 9 })
  expect(heard).toEqual([])
  target.reject({ reason: 'after', raw: [] })
  expect(heard).toEqual(['after'])
})
