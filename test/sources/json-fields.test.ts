import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldNames, fieldOf, type JsonRow, rowsIn, rowsPointer } from '../../src/sources/json-fields.ts'

describe('fieldOf and fieldNames', () => {
  it('name and read every field of any row', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (row) => {
        const leaves: unknown[] = []
        JSON.stringify(row, (_, value) => {
          if (typeof value !== 'object' || value === null) leaves.push(value)
          return value
        })
        const plain = JSON.parse(JSON.stringify(row)) as JsonRow
        expect(fieldNames(plain).map((name) => fieldOf(plain, name))).toEqual(JSON.parse(JSON.stringify(leaves)))
      }),
    )
  })

  it('prefers dots, and a pointer if they are ambiguous', () => {
    expect(fieldNames({ a: { b: 1, 'c.d': 2 }, 'a.b': 3 })).toEqual(['/a/b', '/a/c.d', 'a.b'])
    expect(fieldOf({ a: 1 }, 'b')).toBeUndefined()
    expect(fieldOf({ a: 1 }, 'a.b')).toBeUndefined()
    expect(fieldOf({}, 'constructor')).toBeUndefined()
  })
})

describe('rowsIn and rowsPointer', () => {
  it('find rows in a document', () => {
    expect(rowsPointer({ meta: [1], data: { items: [{ a: 1 }, { a: 2 }] } })).toBe('/data/items')
    expect(rowsPointer({ hourly: { time: ['a', 'b'], temp: [1, 2] }, units: { temp: 'C' } })).toBe('/hourly')
    expect(rowsPointer([{ a: 1 }])).toBe('')
    const series = {
      metric: { job: 'x' },
      values: [
        [1, '2'],
        [2, '3'],
      ],
    }
    expect(rowsPointer({ status: 'success', data: { result: [series] } })).toBe('/data/result/0/values')
    expect(rowsPointer({ a: 1 })).toBeUndefined()
    expect(rowsIn({ a: [1], b: [1, 2] })).toBeUndefined()
    expect(rowsIn({})).toBeUndefined()
  })
})
