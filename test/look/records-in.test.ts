import { expect, it } from 'vitest'
import { recordsIn } from '../../src/look/records-in.ts'

it('reads the records of a text, the last one too', () => {
  expect(recordsIn('a;b\n\n1;2', { delimiter: ';' })).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 3, cells: ['1', '2'] },
  ])
})

it('returns nothing if the layout does not fit', () => {
  expect(recordsIn('x'.repeat(70_000), { delimiter: ';' })).toEqual([])
})
