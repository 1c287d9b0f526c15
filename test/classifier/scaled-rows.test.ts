import { expect, it } from 'vitest'
import { ScaledRows } from '../../src/classifier/scaled-rows.ts'

it('has each column in its own unit, within ten spreads, and 0 for what is missing', () => {
  const rows = new ScaledRows(2)
  rows.meet({ numbers: Float64Array.of(1, 100, 3, 300) })
  const item = { numbers: Float64Array.of(3, 100, Number.NaN, 1e9) }
  expect([...rows.of(item)]).toEqual([1, -1, 0, 10])
  expect(rows.toLearn(item)).toEqual(rows.of(item))
})
