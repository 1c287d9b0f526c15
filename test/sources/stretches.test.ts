import { describe, expect, it } from 'vitest'
import { Stretches } from '../../src/sources/stretches.ts'

type Row = Record<string, string>
function columns(rows: readonly (readonly [number, Row])[]) {
  const stretches = new Stretches<Row>((row) => new Map(Object.entries(row)))
  for (const [time, row] of rows) stretches.see(time, row)
  return stretches.columns
}
const days = (from: number, count: number, row: (i: number) => Row) =>
  Array.from({ length: count }, (_, i) => [from + i, row(i)] as const)

describe('Stretches', () => {
  const noise = (i: number) => String((i * 7919) % 13)

  it('finds the column that differs between series one after the other, of any lengths', () => {
    const rows = ['a', 'b', 'c'].flatMap((item, s) => days(s, 20 - 5 * s, (i) => ({ x: noise(i), item, kind: 'k' })))
    expect(columns(rows)).toEqual(['item'])
  })

  it('finds two columns together', () => {
    const rows = ['1a', '1b', '2a', '2b'].flatMap((key) => days(0, 9, () => ({ store: key[0]!, item: key[1]! })))
    expect(columns(rows)).toEqual(['store', 'item'])
  })

  it('finds none in rows in order, in no order, or newest first', () => {
    expect(columns(days(0, 50, () => ({ item: 'a' })))).toBeUndefined()
    expect(
      columns(days(0, 50, (i) => ({ item: String(i % 3) })).map(([time, row]) => [(time * 17) % 50, row])),
    ).toBeUndefined()
    expect(columns(days(0, 50, (i) => ({ item: String(i) })).reverse())).toBeUndefined()
  })

  it('finds none in parts in the wrong order, which do not overlap', () => {
    expect(columns([...days(100, 30, () => ({ year: '2' })), ...days(0, 30, () => ({ year: '1' }))])).toBeUndefined()
  })

  it('finds none if no column differs', () => {
    expect(columns([...days(0, 9, () => ({ a: '1' })), ...days(0, 9, () => ({ a: '1' }))])).toBeUndefined()
  })

  it('needs no more than the first fifty of many series', () => {
    const rows = Array.from({ length: 400 }, (_, s) => days(0, 5, () => ({ store: `s${s}` }))).flat()
    expect(columns(rows)).toEqual(['store'])
  })
})
