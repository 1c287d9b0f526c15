import { expect, it } from 'vitest'
import { countingIn } from '../../src/series/counting-in.ts'
import { Ledger } from '../../src/series/ledger.ts'

it('moves observations that were read from rows, and adds the others', () => {
  const ledger = new Ledger()
  const counting = countingIn(ledger)
  const made = { time: 0, values: [Number.NaN] }
  const read = { ...made, row: { place: { file: 'a.csv', line: 1 }, raw: [''] } }
  for (let i = 0; i < 3; i++) ledger.accept(true)
  counting.accept(read)
  counting.skip(read)
  counting.reject(read, 'late')
  expect(ledger.counts).toMatchObject({ rows: 3, imputed: 1, skipped: 1, rejected: 1 })
  counting.accept(made)
  counting.skip(made)
  counting.reject(made, 'late')
  expect(ledger.counts).toMatchObject({ rows: 6, imputed: 2, skipped: 2, rejected: 2 })
  counting.complete()
  expect(ledger.counts).toMatchObject({ rows: 6, accepted: 1, imputed: 1 })
})
