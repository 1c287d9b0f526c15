import { describe, expect, it } from 'vitest'
import { type CodedColumn, ColumnCoder } from '../../src/look/coded-column.ts'
import { grouped, seriesKeys } from '../../src/look/series-keys.ts'

type Row = Readonly<Record<string, string | number>> & { readonly time: number }

function keys(rows: readonly Row[]) {
  const names = Object.keys(rows[0]!).filter((name) => name !== 'time')
  const columns = names.map((name): CodedColumn => {
    const coder = new ColumnCoder(name)
    for (const row of rows) coder.add(String(row[name]))
    return coder.column()
  })
  const found = seriesKeys(
    Float64Array.from(rows, ({ time }) => time),
    columns,
  )
  return found && { columns: found.columns, count: found.count }
}
const grid = (days: number, ...lists: readonly (readonly string[])[]) =>
  lists
    .reduce<string[][]>((all, list) => all.flatMap((one) => list.map((text) => [...one, text])), [[]])
    .flatMap((texts) => Array.from({ length: days }, (_, time) => ({ time: time * 86_400_000, texts })))

describe('seriesKeys', () => {
  const shops = grid(40, ['Oslo', 'Rome', 'Bern'])

  it('finds a column of words, sorted by it or by time', () => {
    const rows = shops.map(({ time, texts: [city] }, i) => ({ time, city: city!, sold: i % 9 }))
    expect(keys(rows)).toEqual({ columns: ['city'], count: 3 })
    expect(keys(rows.toSorted((a, b) => a.time - b.time))).toEqual({ columns: ['city'], count: 3 })
  })

  it('prefers words to numbers, and fewer series', () => {
    const rows = shops.map(({ time, texts: [city] }) => ({
      time,
      id: city!.length * 7 + city!.charCodeAt(0),
      city: city!,
      row: `${city}-${Math.floor(time / 864e6)}`,
    }))
    expect(keys(rows)).toEqual({ columns: ['city'], count: 3 })
  })

  it('finds two and three columns that only together tell series apart', () => {
    const two = grid(30, ['1', '2'], ['7', '8', '9']).map(({ time, texts }) => ({
      time,
      store: texts[0]!,
      item: texts[1]!,
    }))
    expect(keys(two)).toEqual({ columns: ['store', 'item'], count: 6 })
    const three = grid(30, ['a', 'b'], ['c', 'd'], ['e', 'f']).map(({ time, texts }) => ({
      time,
      x: texts[0]!,
      y: texts[1]!,
      z: texts[2]!,
    }))
    expect(keys(three)).toEqual({ columns: ['x', 'y', 'z'], count: 8 })
  })

  it('takes no remark for a key, nor a column that differs in few rows', () => {
    const hours = Array.from({ length: 40 }, (_, i) => ({ time: i, sky: 'mist' }))
    const twice = [5, 12, 31].map((time) => ({ time, sky: 'rain' }))
    expect(keys([...hours, ...twice].sort((a, b) => a.time - b.time))).toBeUndefined()
  })

  it('takes no number of an order for a key, nor a part of the time', () => {
    const orders = Array.from({ length: 90 }, (_, i) => ({
      time: Math.floor(i / 3),
      order: `n${i}`,
      branch: i % 2,
      hour: i % 3,
    }))
    expect(keys(orders)).toBeUndefined()
  })

  it('accepts series that begin late or end early', () => {
    const rows = shops.filter(
      ({ time, texts: [city] }) => city === 'Oslo' || (city === 'Rome' ? time > 20 * 864e5 : time < 9 * 864e5),
    )
    expect(keys(rows.map(({ time, texts: [city] }) => ({ time, city: city! })))).toEqual({
      columns: ['city'],
      count: 3,
    })
  })

  it('tells devices that never report at the same time apart by a name for such columns only', () => {
    const minutes = (name: string) =>
      Array.from({ length: 60 }, (_, i) => ({ time: i * 30_000, [name]: i % 2 ? 'a' : 'b' }))
    expect(keys(minutes('device'))).toEqual({ columns: ['device'], count: 2 })
    expect(keys(minutes('mood'))).toBeUndefined()
    // One device after the other measures one series.
    const replaced = Array.from({ length: 60 }, (_, i) => ({ time: i * 30_000, device: i < 30 ? 'a' : 'b' }))
    expect(keys(replaced)).toBeUndefined()
  })
})

it('numbers the series of columns that are given', () => {
  const coder = new ColumnCoder('a')
  for (const text of ['x', 'y', 'x']) coder.add(text)
  expect(grouped([coder.column()])).toEqual({ columns: ['a'], count: 2, of: Int32Array.of(0, 1, 0) })
})
