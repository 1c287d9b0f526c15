import { expect, it } from 'vitest'
import { recordMark } from '../../src/engine/record-mark.ts'

it('differs if time, key or value differ, or where one ends and the other begins', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const record = { time: 1, key: bytes('ab'), value: bytes('c') }
  const others = [
    record,
    { ...record, time: 2 },
    { ...record, key: bytes('a'), value: bytes('bc') },
    { ...record, key: undefined },
    { ...record, value: undefined },
    { ...record, value: bytes('') },
  ]
  expect(new Set(others.map(recordMark)).size).toBe(others.length)
  expect(recordMark({ ...record })).toBe(recordMark(record))
})
