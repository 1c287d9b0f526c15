import { describe, expect, it } from 'vitest'
import { wholeTable } from '../../src/look/whole-table.ts'
import { bytesOf } from './bytes-of.ts'
import { csv, day } from './table-of.ts'

describe('wholeTable', () => {
  it('reads times, values and the texts of some columns, and counts what does not fit', async () => {
    const text = csv('date,city,y', [
      [day(0), 'Oslo', 1],
      [day(1), 'Rome', 'oops'],
      [day(2), 'Rome', ''],
      ['x', 'Rome', 3],
    ])
    const table = await wholeTable('csv', { path: 'a.csv', time: 'date', target: 'y' }, bytesOf(text), [
      { name: 'city', at: 1 },
    ])
    expect(table.times).toEqual(Float64Array.of(Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 3)))
    expect(table.values).toEqual([Float64Array.of(1, Number.NaN)])
    expect(table.codes).toEqual([{ name: 'city', texts: ['Oslo', 'Rome'], codes: Int32Array.of(0, 1), words: true }])
    expect(
      table.rejects.map(({ count, first: { column, place } }) => [
        count,
        column,
        place && 'line' in place && place.line,
      ]),
    ).toEqual([
      [1, 'y', 3],
      [1, 'date', 5],
    ])
  })

  it('has the keys of series that are named, also if rows are put together', async () => {
    const rows = [0, 1, 2, 3].map((i) => [day(i >> 1), i % 2 ? 'Rome' : 'Oslo', i, 'x'])
    const text = csv('date,city,y,z', [...rows, ...rows])
    const options = { path: 'a.csv', time: 'date', target: 'y', by: 'city', sum: '1d' }
    const table = await wholeTable('csv', options, bytesOf(text), [{ name: 'z', at: 3 }])
    expect(table.values).toEqual([Float64Array.of(0, 2, 4, 6)])
    expect(table.codes.map(({ name, codes }) => [name, [...codes]])).toEqual([['city', [0, 1, 0, 1]]])
    expect((await wholeTable('csv', { ...options, by: [] }, bytesOf(text), [{ name: 'z', at: 3 }])).codes).toEqual([])
  })

  it('reads JSON alike', async () => {
    const text = [0, 1, 2]
      .map((i) => JSON.stringify({ time: day(i), where: { city: i % 2 ? 'Rome' : 'Oslo' }, y: i }))
      .join('\n')
    const options = { path: 'a.ndjson', time: 'time', target: 'y' }
    const table = await wholeTable('ndjson', options, bytesOf(text), [{ name: 'where.city', at: 1 }])
    expect(table.values).toEqual([Float64Array.of(0, 1, 2)])
    expect(table.codes.map(({ name, texts }) => [name, texts])).toEqual([['where.city', ['Oslo', 'Rome']]])
  })

  it('fails if nothing can be read', async () => {
    await expect(wholeTable('csv', { path: 'a.csv', time: 'date', target: 'y' }, bytesOf(''), [])).rejects.toThrow(
      'got an empty file',
    )
  })
})
