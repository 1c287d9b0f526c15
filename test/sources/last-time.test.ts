import { describe, expect, it } from 'vitest'
import { lastTimeOf } from '../../src/sources/last-time.ts'
import { fileOf, gather, valuesOf } from './gathered.ts'

describe('lastTimeOf', () => {
  it('includes all of a day and of a month', () => {
    expect(lastTimeOf('2024-02-29')).toBe(Date.parse('2024-02-29T23:59:59.999Z'))
    expect(lastTimeOf('2024-02')).toBe(Date.parse('2024-02-29T23:59:59.999Z'))
  })

  it('includes no more than a time', () => {
    expect(lastTimeOf('2024-02-29T10:00')).toBe(Date.parse('2024-02-29T10:00Z'))
  })

  it('is that of the zone, also if clocks change at midnight', () => {
    expect(lastTimeOf('2024-06-01', 'Europe/Berlin')).toBe(Date.parse('2024-06-01T21:59:59.999Z'))
    // Midnight of 8 September 2024 did not exist in Chile.
    expect(lastTimeOf('2024-09-07', 'America/Santiago')).toBe(Date.parse('2024-09-08T03:59:59.999Z'))
  })
})

describe('until', () => {
  it('leaves the rows after it out', async () => {
    const path = fileOf('t,y\n2024-01-01T12:00Z,1\n2024-01-02T12:00Z,2\n2024-01-03T12:00Z,3\n')
    const read = await gather(path, { time: 't', target: 'y', until: '2024-01-02' })
    expect(valuesOf(read)).toEqual([1, 2])
    expect(read.ledger.leftOut).toEqual({ until: 1 })
  })
})
