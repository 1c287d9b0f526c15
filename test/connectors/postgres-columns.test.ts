import { expect, it } from 'vitest'
import { demandColumns } from '../../src/connectors/postgres-columns.ts'

const header = ['id', 'measured_at', 'doc', 'dwd_1', 'dwd_2']

it('takes columns, paths into them, and columns of leads', () => {
  expect(() => demandColumns(['id', 'doc.temp', '/doc/0/temp', 'dwd_{lead}'], header)).not.toThrow()
})

it('names each column that is not there, once, and what may be meant', () => {
  expect(() => demandColumns(['id', 'mesured_at', 'mesured_at', 'value', 'm_{lead}'], header)).toThrow(
    `postgres: expected a column of the query, got "mesured_at"; did you mean "measured_at"?
postgres: expected a column of the query, got "value"; columns are id, measured_at, doc, dwd_1, dwd_2
postgres: expected a column of the query, got "m_{lead}"; expected are "m_1", "m_2", …; columns are id, measured_at, doc, dwd_1, dwd_2`,
  )
})
