import { describe, expect, it } from 'vitest'
import { isBefore, placeText } from '../../src/series/place.ts'

const line = (n: number) => ({ file: 'a.csv', line: n })
const message = (offset: number, partition?: number) => ({
  stream: 'prices',
  offset,
  ...(partition === undefined ? {} : { partition }),
})

describe('placeText', () => {
  it('names lines of files, and messages of streams with and without partitions', () => {
    expect([line(7), message(42), message(42, 3)].map(placeText)).toEqual(['a.csv:7', 'prices@42', 'prices[3]@42'])
  })
})

describe('isBefore', () => {
  it('compares lines, and offsets within a partition', () => {
    expect([isBefore(line(1), line(2)), isBefore(line(2), line(2))]).toEqual([true, false])
    expect([isBefore(message(1, 3), message(2, 3)), isBefore(message(2, 3), message(1, 3))]).toEqual([true, false])
  })

  it('is false across partitions and inputs, which have no order', () => {
    expect([isBefore(message(9, 1), message(2, 3)), isBefore(line(9), message(2))]).toEqual([true, true])
  })
})
