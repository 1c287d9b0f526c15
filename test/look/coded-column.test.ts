import { expect, it } from 'vitest'
import { ColumnCoder } from '../../src/look/coded-column.ts'

it('numbers the texts of a column in the order in which they appear', () => {
  const coder = new ColumnCoder('city')
  for (const text of ['Oslo', 'Rome ', 'Oslo']) coder.add(text)
  expect(coder.column()).toEqual({ name: 'city', texts: ['Oslo', 'Rome'], codes: Int32Array.of(0, 1, 0), words: true })
  const numbers = new ColumnCoder('store')
  numbers.add('1')
  numbers.add('')
  expect(numbers.column().words).toBe(false)
})
