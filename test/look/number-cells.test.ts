import { expect, it } from 'vitest'
import { cellsIn, numberCells } from '../../src/look/number-cells.ts'
import { sampleOf } from '../../src/look/sample.ts'
import { bytesOf } from './bytes-of.ts'
import { csv, day } from './table-of.ts'

it('sorts the cells of a column by what they may be', async () => {
  const texts = ['1.5', '$2', '<1', 'N/A', '#DIV/0!', '12:30', '2024-01-02', 'store_1', 'nan', '', '2024.01.02']
  const sample = await sampleOf(
    'a.csv',
    bytesOf(
      csv(
        'date,v',
        texts.map((text, i) => [day(i), text]),
      ),
    ),
  )
  const cells = numberCells(sample, 1)
  const textsOf = (some: readonly { text: string }[]) => some.map(({ text }) => text)
  expect(textsOf(cells.dressed)).toEqual(['1.5', '$2'])
  expect(textsOf(cells.bounds)).toEqual(['<1'])
  expect(textsOf(cells.words)).toEqual(['N/A', '#DIV/0!'])
  expect(textsOf(cells.others)).toEqual(['12:30', '2024-01-02', 'store_1', '2024.01.02'])
  expect(cellsIn(cells.dressed)).toBe(2)
})
