import { describe, expect, it } from 'vitest'
import { Ledger } from '../../src/series/ledger.ts'
import { csvOptions, csvText } from '../../src/sources/csv-text.ts'
import type { TextInput } from '../../src/sources/decoded-text.ts'

/** Text from nowhere, cut where it hurts. */
const pieces = (text: string): TextInput => ({
  bytesRead: text.length,
  bytesTotal: text.length,
  repeatable: true,
  async *[Symbol.asyncIterator]() {
    for (let at = 0; at < text.length; at += 3) yield text.slice(at, at + 3)
  },
})

describe('csvOptions', () => {
  it('refuse times of issue beside periods, whose rows would be added up with their revisions', () => {
    const columns = { path: 'a.csv', time: 'day', target: 'y', known: 'price', issued: 'run' }
    expect(csvOptions.safeParse(columns).success).toBe(true)
    expect(csvOptions.safeParse({ ...columns, sum: '1d' }).error?.issues.map(({ message }) => message)).toEqual([
      'no times of issue beside sum: give a file with one row of each issue for each period',
    ])
  })
})

describe('csvText', () => {
  it('reads CSV from any source of text, and counts its rows', async () => {
    const options = csvOptions.parse({ path: 'a.csv', time: 'day', target: 'y', delimiter: ';', decimal: ',' })
    const ledger = new Ledger()
    const source = csvText(options, {
      strict: false,
      open: () => pieces('day;y\r\n2024-01-01;1,5\r\n2024-01-02;x\r\n2024-01-03;'),
    })
    const reading = source.open(ledger, new AbortController().signal)
    const values: number[] = []
    for await (const batch of reading.batches) values.push(...batch.map((row) => row.values[0]!))
    expect(values).toEqual([1.5, Number.NaN])
    expect([ledger.accepted, ledger.imputed, ledger.rejected, reading.failure]).toEqual([1, 1, 1, undefined])
  })

  it('refuses the same mark for decimals and thousands, and options it does not know', () => {
    const path = { path: 'a.csv', time: 't', target: 'y' }
    expect(csvOptions.safeParse({ ...path, decimal: ',', thousands: ',' }).success).toBe(false)
    expect(csvOptions.safeParse({ ...path, delimeter: ';' }).success).toBe(false)
    expect(csvOptions.safeParse({ ...path, zone: 'Mars/Olympus' }).success).toBe(false)
    expect(csvOptions.safeParse({ ...path, encoding: 'klingon' }).success).toBe(false)
  })

  it('requires a header or names of columns, not both, and each name once', () => {
    const problems = (options: object) => {
      const { error } = csvOptions.safeParse({ path: 'a.csv', time: 't', target: 'y', ...options })
      return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    }
    expect(problems({ header: false, columns: ['t', 'y'], skip: 2, comment: '#', delimiter: ' ' })).toBeUndefined()
    expect(problems({ columns: ['t', 'y'] })).toEqual([
      'columns: no names beside a header; add header: false, and skip: 1 if there is one',
    ])
    expect(problems({ header: false })).toEqual(['columns: the names of all columns, since header is false'])
    expect(problems({ header: false, columns: ['t', 'y', 'y'] })).toEqual(['columns.2: each name once'])
    expect(problems({ delimiter: '"' })).toEqual(['delimiter: one character, such as ";"'])
    expect(problems({ comment: '//' })).toEqual(['comment: one character, such as "#"'])
  })
})
