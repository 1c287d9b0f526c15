import { expect, it } from 'vitest'
import { findRecord, readRecord, recordOf } from '../../src/live/journal-record.ts'

const arrivals = [
  { at: 1_700_000_000_000.5 },
  { at: 5, text: '' },
  { at: 6, text: '{"city": "Zürich €"}' },
  { at: 7, text: 'a', cursor: 'id-ü' },
  { at: 8, text: 'a', cursor: '' },
]

it('reads what it wrote', () => {
  for (const arrival of arrivals) {
    const record = recordOf(arrival)
    expect(readRecord(record, 0)).toEqual({ arrival, end: record.length })
  }
})

it('finds no whole record in one that is cut off or changed anywhere', () => {
  const record = recordOf(arrivals[3]!)
  for (let i = 0; i < record.length; i++) {
    expect(readRecord(record.subarray(0, i), 0)).toBeUndefined()
    const changed = Buffer.from(record)
    changed[i]! ^= 1
    expect(readRecord(changed, 0), `byte ${i}`).toBeUndefined()
  }
})

it('finds the next whole record behind other bytes', () => {
  const record = recordOf(arrivals[2]!)
  const bytes = Buffer.concat([Buffer.from('rubbish'), record])
  expect(findRecord(bytes, 2)).toEqual({ arrival: arrivals[2], start: 7, end: bytes.length })
  expect(findRecord(bytes, 8)).toBeUndefined()
})
