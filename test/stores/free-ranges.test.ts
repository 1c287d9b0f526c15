import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FreeRanges } from '../../src/stores/free-ranges.ts'
import { propertySeed } from '../property-seed.ts'

it('takes room from the range that it leaves the least of', () => {
  const free = new FreeRanges()
  expect(free.take(1)).toBeUndefined()
  free.add(0, 10)
  free.add(20, 5)
  expect(free.take(4)).toBe(20)
  expect(free.take(4)).toBe(0)
  expect(free.take(7)).toBeUndefined()
  expect(free.take(6)).toBe(4)
  expect(free.take(1)).toBe(24)
  expect(free.take(1)).toBeUndefined()
})

it('joins neighbours, whatever their order', () => {
  const free = new FreeRanges()
  for (const offset of [20, 0, 10]) free.add(offset, 10)
  expect(free.take(30)).toBe(0)
})

it('gives no room twice, and forgets none', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat()), { maxLength: 200 }), (steps) => {
      const free = new FreeRanges()
      free.add(0, 100)
      const used: (readonly [offset: number, length: number])[] = []
      for (const [length, which] of steps) {
        const offset = free.take(length)
        if (offset === undefined || which % 3 === 0) {
          const [given] = used.splice(which % Math.max(1, used.length), 1)
          if (given) free.add(...given)
        }
        if (offset === undefined) continue
        expect(offset + length).toBeLessThanOrEqual(100)
        for (const [start, size] of used) expect(offset + length <= start || offset >= start + size).toBe(true)
        used.push([offset, length])
      }
      for (const given of used) free.add(...given)
      expect(free.take(100)).toBe(0)
    }),
    { seed: propertySeed },
  )
})
