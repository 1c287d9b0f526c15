import { describe, expect, it } from 'vitest'
import { RowFilter, type Where } from '../../src/sources/where.ts'
import { fileOf, gather, valuesOf } from './gathered.ts'

const at = (name: string) => ['store', 'open'].indexOf(name)
const filter = (where: Where) => new RowFilter('sales.csv', where, at)

describe('RowFilter', () => {
  it('compares texts as they are, without spaces around them', () => {
    const aaa = filter({ store: 'AAA' })
    expect([['AAA'], [' AAA '], ['aaa'], ['AAAB']].map((cells) => aaa.passes(cells))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it('selects a number however it is written, also as text', () => {
    const one = filter({ store: 1 })
    expect([['1'], ['1.0'], ['01'], ['11'], ['']].map((cells) => one.passes(cells))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
    expect(filter({ store: '1' }).passes(['1'])).toBe(true)
  })

  it('selects a boolean in any case', () => {
    const open = filter({ open: true })
    expect(
      [
        ['a', 'TRUE'],
        ['a', 'true'],
        ['a', 'False'],
      ].map((cells) => open.passes(cells)),
    ).toEqual([true, true, false])
  })

  it('selects any of a list, and all columns must agree', () => {
    const both = filter({ store: [1, 2], open: 'yes' })
    expect(
      [
        ['1', 'yes'],
        ['2', 'no'],
        ['3', 'yes'],
        ['2', 'yes'],
      ].map((cells) => both.passes(cells)),
    ).toEqual([true, false, false, true])
  })

  it('names the values that exist if none was selected', () => {
    const nine = filter({ store: [9, 'x'] })
    for (const store of ['1', '2', '1', '3']) nine.passes([store])
    expect(nine.problem?.message).toBe('sales.csv: expected rows where store is 9 or "x", got none; store has 1, 2, 3')
    const many = filter({ store: 'x' })
    for (let i = 1; i <= 30; i++) many.passes([String(i)])
    expect(many.problem?.message).toMatch(/store has 1, 2, .*, 20 and 10 more$/)
    const never = filter({ store: 1, open: 'no' })
    for (const cells of [
      ['1', 'yes'],
      ['2', 'no'],
    ])
      never.passes(cells)
    expect(never.problem?.message).toMatch(/store is 1 and open is "no", got none; no row has all of them together$/)
  })
})

describe('where', () => {
  const sales = 'day,store,y\n2024-01-01,1,1\n2024-01-01,2,20\n2024-01-02,1,2\n2024-01-02,2,x\n'
  const options = { time: 'day', target: 'y' }

  it('leaves the other rows out, also those that could not be read', async () => {
    const read = await gather(fileOf(sales), { ...options, where: { store: 1 } })
    expect(valuesOf(read)).toEqual([1, 2])
    expect(read.ledger.counts).toMatchObject({ rows: 2, accepted: 2, leftOut: { where: 2 } })
  })

  it('fails if it selects nothing, and names a column that is not there', async () => {
    expect((await gather(fileOf(sales), { ...options, where: { store: 7 } })).failure).toBe(
      'FILE: expected rows where store is 7, got none; store has 1, 2',
    )
    expect((await gather(fileOf(sales), { ...options, where: { stor: 1 } })).failure).toBe(
      'FILE:1 expected a column "stor", got 3 others; did you mean "store"?',
    )
  })
})
