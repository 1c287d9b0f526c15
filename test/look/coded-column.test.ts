import { expect, it } from 'vitest'
import { ColumnCoder, mayBeKey } from '../../src/look/coded-column.ts'
import { columnsIn, csv, times } from './table-of.ts'

it('numbers the texts of a column in the order in which they appear', () => {
  const coder = new ColumnCoder('city')
  for (const text of ['Oslo', 'Rome ', 'Oslo']) coder.add(text)
  expect(coder.column()).toEqual({ name: 'city', texts: ['Oslo', 'Rome'], codes: Int32Array.of(0, 1, 0), words: true })
  const numbers = new ColumnCoder('store')
  numbers.add('1')
  numbers.add('')
  expect(numbers.column().words).toBe(false)
})

it('takes whole numbers or words that occur again and again for a key', async () => {
  const columns = await columnsIn(
    csv(
      'store,city,kg,row,same',
      times(20, (i) => [i % 3, `c${i % 4}`, (i % 3) / 2, i, 1]),
    ),
  )
  expect(columns.map((column) => mayBeKey(column, 20))).toEqual([true, true, false, false, false])
})
