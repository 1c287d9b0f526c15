import { expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { readCsv } from '../../src/sources/csv.ts'
import { joinedFiles } from '../../src/sources/join-option.ts'

const joining = (join: object) => () =>
  readCsv({ path: 'a.csv', time: 'time', target: 'power', join: { asOf: '1d', columns: 'close', ...join } })

it('refuses no file, two files, standard input, and a column with two uses', () => {
  expect(joining({ csv: 'b.csv' })).not.toThrow()
  expect(joining({})).toThrow(ConfigError)
  expect(joining({})).toThrow('join.csv: expected a file, as csv or as ndjson')
  expect(joining({ csv: 'b.csv', ndjson: 'c' })).toThrow('csv.join.ndjson: expected one file')
  expect(joining({ csv: '-' })).toThrow('standard input cannot be joined')
  expect(joining({ csv: 'b.csv', columns: ['power'] })).toThrow('a column that is not a target already')
  expect(joining({ csv: 'b.csv', asOf: 'soon' })).toThrow('join.asOf: expected a duration')
})

it('names the file that is joined', () => {
  expect(joinedFiles(undefined)).toEqual([])
  const rest = { asOf: '1d', columns: ['close'], delimiter: ',' }
  expect(joinedFiles({ ...rest, clock: 'iso', ndjson: 'b' })).toEqual(['b'])
})
