import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { timedRows } from '../../src/simulate/timed-rows.ts'
import { bytesOf } from '../look/bytes-of.ts'

const read = (text: string, hints = {}) => timedRows('a.csv', bytesOf(text), hints)
const fields = async (text: string, hints = {}) => (await read(text, hints)).rows.map((row) => row.fields)

describe('timedRows', () => {
  it('keeps texts as they are, and makes numbers of numbers', async () => {
    const text = 'date,id,price,word\n2024-01-01,007,"1.204,50 €",a\n2024-01-02,008,,b\n2024-01-03,009,"3,25 €",\n'
    expect(await fields(text, { targets: ['price'] })).toEqual([
      { date: '2024-01-01', id: '007', price: 1204.5, word: 'a' },
      { date: '2024-01-02', id: '008', price: null, word: 'b' },
      { date: '2024-01-03', id: '009', price: 3.25, word: null },
    ])
  })

  it('plays a cell that is wrong, and a row that is too short', async () => {
    const days = Array.from({ length: 20 }, (_, i) => `2024-01-${String(i + 1).padStart(2, '0')},${i}`)
    const rows = await fields(['date,value', ...days, '2024-01-21,oops', '2024-01-22'].join('\n'))
    expect(rows.slice(-2)).toEqual([
      { date: '2024-01-21', value: 'oops' },
      { date: '2024-01-22', value: null },
    ])
  })

  it('finds the series, and mixes them by time', async () => {
    const rows = [
      'a,2024-01-01,1',
      'a,2024-01-02,2',
      'a,2024-01-03,4',
      'b,2024-01-01,9',
      'b,2024-01-02,8',
      'b,2024-01-03,7',
    ]
    const { by, rows: found } = await read(['city,date,value', ...rows].join('\n'))
    expect(by).toEqual(['city'])
    expect(found.map(({ fields: { city, value } }) => `${city}${value}`)).toEqual(['a1', 'b9', 'a2', 'b8', 'a4', 'b7'])
  })

  it('reads lines of JSON, and counts what is not a row', async () => {
    const { rows, left } = await read('{"t":"2024-01-01","x":{"y":1}}\n{"t":\n{"t":"2024-01-02","x":{"y":2}}\n')
    expect(rows.map((row) => row.fields)).toEqual([
      { t: '2024-01-01', x: { y: 1 } },
      { t: '2024-01-02', x: { y: 2 } },
    ])
    expect(left).toBe(1)
  })

  it('plays several rows a time, which no forecast could be made of, and says why none can', async () => {
    const ticks = Array.from({ length: 40 }, (_, i) => `2024-01-01T00:00:0${Math.floor(i / 10)}Z,${(i * 7919) % 101}`)
    const { rows, look } = await read(['time,price', ...ticks].join('\n'))
    expect(rows).toHaveLength(40)
    expect(look).toBeInstanceOf(DataError)
  })

  it('says that there are no times', async () => {
    await expect(read('a,b\nx,1\ny,2\n')).rejects.toThrow(/a.csv: expected a column of times/)
  })
})
