import { describe, expect, it } from 'vitest'
import { type Condition, finite, nonNegative, visitSaveable } from '../../src/state/fields.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { Cell } from './everything.ts'

describe('each', () => {
  it('builds the elements of a snapshot that are missing from the list', () => {
    const list = (cells: Cell[]) => ({
      cells,
      state(fields: Parameters<Cell['state']>[0]) {
        this.cells = fields.list(
          'cells',
          this.cells,
          visitSaveable(() => new Cell(-1)),
        )
      },
    })
    const bytes = snapshot(list([new Cell(1), new Cell(2)]))
    const target = list([])
    restore(target, bytes)
    expect(target.cells.map(({ value }) => value)).toEqual([1, 2])
  })
})

describe('the conditions', () => {
  const holds = (condition: Condition) => (value: number) => condition.holds(value, 0)

  it('hold for the numbers that they are named after', () => {
    expect([0, -1, Number.NaN, Infinity].map(holds(finite))).toEqual([true, true, false, false])
    expect([0, 5, -0.1, Number.NaN].map(holds(nonNegative))).toEqual([true, true, false, false])
  })
})
