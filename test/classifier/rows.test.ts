import { expect, it } from 'vitest'
import { Rows } from '../../src/classifier/rows.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

it('has a row of zeros for each number asked for, and keeps what is written', () => {
  const rows = new Rows(2)
  rows.row(3).set([1, 2])
  rows.row(500)[1] = 7
  expect([...rows.row(3), ...rows.row(4), ...rows.row(500)]).toEqual([1, 2, 0, 0, 0, 7])
  const other = new Rows(2)
  restore(other, snapshot(rows))
  expect([...other.row(500)]).toEqual([0, 7])
  expect(() => restore(new Rows(5), snapshot(rows))).toThrow('whole rows of 5 numbers')
})
