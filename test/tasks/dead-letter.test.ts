import { expect, it } from 'vitest'
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

it('is smaller than a record may be, whatever the row holds', () => {
  for (const raw of ['\0'.repeat(3e6), Array.from({ length: 20 }, () => '\u0001'.repeat(60_000))]) {
    const { value } = deadLetter('rejects', { place, reason: 'expected less'.repeat(1e5), raw })
    expect(Buffer.byteLength(value)).toBeLessThan(1e6)
  }
})
