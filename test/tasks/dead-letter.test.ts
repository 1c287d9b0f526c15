import { expect, it } from 'vitest'
import { recordFields } from '../../src/records/record-text.ts'
import { deadLetter } from '../../src/tasks/dead-letter.ts'

const place = { stream: 'readings', partition: 3, offset: 42 }

it('says where the row was, why it cannot be used, and what it was', () => {
  const letter = deadLetter('rejects', { place, column: 'value', reason: 'expected a number', raw: '{"value":"x"}' })
  expect(letter).toEqual({
    topic: 'rejects',
    key: '',
    value:
      '{"stream":"readings","partition":3,"offset":42,"column":"value","reason":"expected a number","raw":"{\\"value\\":\\"x\\"}"}',
  })
  expect(deadLetter('rejects', { place, key: ['a', 'b'], reason: '', raw: '' }).key).toBe('["a","b"]')
})

it('has the key and the time of a record that cannot be read', () => {
  const record = { key: 'Berlin', timestamp: '2024-01-01T00:00:00.000Z' }
  const { key, value } = deadLetter('rejects', { place, record, reason: 'expected JSON', raw: '{' })
  expect(key).toBe('Berlin')
  expect(JSON.parse(String(value))).toEqual({ ...place, ...record, reason: 'expected JSON', raw: '{' })
})

it('shows a key of several columns as a list, and is sent with the key as it was', () => {
  const key = Buffer.from('["Seattle","north"]')
  const record = recordFields({ key, time: 1.7e12 })
  const letter = deadLetter('rejects', { place, record, reason: 'expected JSON', raw: '{' })
  expect(letter.key).toBe('["Seattle","north"]')
  expect(letter.value).toContain('"key":["Seattle","north"],')
})

it('is smaller than a record may be, whatever the row holds', () => {
  for (const raw of ['\0'.repeat(3e6), Array.from({ length: 20 }, () => '\u0001'.repeat(60_000))]) {
    const { key, value } = deadLetter('rejects', {
      place,
      key: ['k'.repeat(1e6)],
      reason: 'expected less'.repeat(1e5),
      raw,
    })
    expect(Buffer.byteLength(value) + key.length).toBeLessThan(1e6)
  }
})
