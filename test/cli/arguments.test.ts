import { describe, expect, it } from 'vitest'
import {
  columns,
  condition,
  count,
  date,
  outcome,
  port,
  positive,
  size,
  speed,
  wholeNumber,
} from '../../src/cli/arguments.ts'

describe('arguments of the command line', () => {
  it('reads numbers', () => {
    expect([speed('max'), speed('2')]).toEqual([Number.POSITIVE_INFINITY, 2])
    expect([wholeNumber('7'), count('14'), port('0'), positive('0.5')]).toEqual([7, 14, 0, 0.5])
    for (const read of [() => wholeNumber('x'), () => count('0'), () => port('99999'), () => positive('-1')])
      expect(read).toThrow(/expected/)
  })

  it('reads names with commas between them; a backslash keeps a comma', () => {
    expect(columns('a, b')).toEqual(['a', 'b'])
    expect(columns('price\\, net,b')).toEqual(['price, net', 'b'])
    expect(() => columns('a,,b')).toThrow('expected names with commas between them')
  })

  it('reads dates and conditions', () => {
    expect(date('2024-02-29')).toBe('2024-02-29')
    expect(() => date('yesterday')).toThrow('expected a date such as 2024-02-29')
    expect(condition('item=a,b', condition('store=1'))).toEqual({ store: 1, item: ['a', 'b'] })
    expect(() => condition('store')).toThrow('expected a column and its value, such as store=1')
  })
})

describe('outcome', () => {
  it('reads rules with or without a name, or whether targets are labels', () => {
    expect(outcome('wet: weather = rain', outcome(' any wind > p95 '))).toEqual({
      'any wind > p95': 'any wind > p95',
      wet: 'weather = rain',
    })
    expect(outcome('"a: b" > 0')).toEqual({ '"a: b" > 0': '"a: b" > 0' })
    expect([outcome('true'), outcome('false')]).toEqual([true, false])
    for (const [text, before] of [
      ['true', { a: 'b > 0' }],
      ['b > 0', false],
    ] as const)
      expect(() => outcome(text, before)).toThrow('expected rules, or true or false once, not both')
    expect(() => outcome('a: c > 0', { a: 'b > 0' })).toThrow('expected names that differ, got a twice')
  })
})

describe('size', () => {
  it('reads bytes and decimal units', () => {
    expect(['1000', '1kB', '512MB', '2 GB', '1.5g', '1TB'].map(size)).toEqual([1000, 1000, 512e6, 2e9, 1.5e9, 1e12])
    for (const text of ['', '0', '-1', '2 GiB', 'much', '1e9']) expect(() => size(text), text).toThrow(/such as 512MB/)
  })
})
