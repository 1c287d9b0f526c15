import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AsOfRows } from '../../src/sources/as-of-rows.ts'

it('finds the last row at or before a time, not too old, whatever the order of the rows', () => {
  const row = fc.record({ key: fc.constantFrom('a', 'b'), time: fc.integer({ min: 0, max: 30_000 }), value: fc.nat() })
  fc.assert(
    fc.property(fc.array(row), fc.integer({ min: 0, max: 40_000 }), (rows, time) => {
      const index = new AsOfRows('5s')
      for (const { key, time, value } of rows) index.add(key, time, [value])
      const there = rows.filter((row) => row.key === 'a' && row.time <= time && row.time >= time - 5000)
      const latest = Math.max(...there.map((row) => row.time))
      const found = index.at('a', time)
      expect(found && Array.from(found)).toEqual(
        there.length === 0 ? undefined : [there.findLast((row) => row.time === latest)!.value],
      )
    }),
  )
})

it('keeps rows in order that are added after it was asked', () => {
  const index = new AsOfRows('1h')
  index.add('', 3000, [3])
  expect(index.at('', 4000)![0]).toBe(3)
  index.add('', 1000, [1])
  expect(index.at('', 2000)![0]).toBe(1)
  expect(index.at('', 999)).toBe(undefined)
})
