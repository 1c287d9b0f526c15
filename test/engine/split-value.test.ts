import { expect, it } from 'vitest'
import { joinParts, mostBytes, partsOf, splitValue } from '../../src/engine/split-value.ts'
import { DataError } from '../../src/errors.ts'

const value = Uint8Array.from({ length: 2 * mostBytes + 5 }, (_, i) => i % 251)

it('splits a value into parts that fit in a record, and joins them', () => {
  const { head, parts } = splitValue(value)
  expect(partsOf(head)).toBe(3)
  expect(parts.map(({ length }) => length)).toEqual([mostBytes, mostBytes, 5])
  expect(Buffer.compare(joinParts('a', head, parts), value)).toBe(0)
})

it('refuses parts of two values, too few and too many of them', () => {
  const { head, parts } = splitValue(value)
  const other = splitValue(value.map((byte) => byte ^ 1)).parts
  for (const wrong of [
    [parts[0], other[1], parts[2]],
    parts.slice(0, 2),
    [parts[0], undefined, parts[2]],
    [...parts, parts[2]],
  ]) {
    expect(() => joinParts('series/a', head, wrong)).toThrow(DataError)
    expect(() => joinParts('series/a', head, wrong)).toThrow('expected "series/a" as it was written')
  }
})
