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
  it('take keys that are times for a field, and names beside the rows', () => {
    expect(rowsIn({ '2022-01-03': 97, '2022-01-04': 98 })?.[1]).toEqual({ key: '2022-01-04', value: 98 })
    const daily = {
      Meta: { a: 1 },
      'Time Series (Daily)': { '2022-01-04': { close: '2' }, '2022-01-03': { close: '1' } },
    }
    expect(rowsPointer(daily)).toBe('/Time Series (Daily)')
    expect(rowsIn(daily['Time Series (Daily)'])?.[0]).toEqual({ key: '2022-01-04', close: '2' })
    const split = {
      columns: ['date', 'y'],
      index: [0, 1],
      data: [
        ['2022-01-03', 1],
        ['2022-01-04', 2],
      ],
    }
    expect(rowsPointer({ split })).toBe('/split')
    expect(rowsIn(split)?.[1]).toEqual({ date: '2022-01-04', y: 2 })
    expect(rowsIn({ ...split, data: [[1, 2, 3]] })).toBeUndefined()
  })

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
