import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseRecordKey, recordKey } from '../../src/engine/record-key.ts'
import { propertySeed } from '../property-seed.ts'

it('doubles # in a key, so that a part of one is never the key of another', () => {
  expect(recordKey('series/a')).toBe('series/a')
  expect(recordKey('series/a', 1)).toBe('series/a#1')
  expect(recordKey('series/a#1')).toBe('series/a##1')
  expect(recordKey('#progress')).toBe('##progress')
  expect(recordKey('half \ud800')).toBe('half #ud800')
  expect(recordKey('whole 😀')).toBe('whole 😀')
})

it('reads no reserved key as one of the store', () => {
  for (const text of ['#progress', '#marker', 'a#', 'a#01', 'a#-1', 'a#1#2'])
    expect(parseRecordKey(text)).toBeUndefined()
})

it('gives every key and part a text of its own in UTF-8, and reads it back', () => {
  const character = fc.oneof(fc.constantFrom('#', 'u', '1', 'd800', '\n', '\ud800', '\udc00'), fc.string())
  const key = fc.array(character, { maxLength: 6 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(key, fc.option(fc.nat(12), { nil: undefined }), (key, part) => {
      const text = recordKey(key, part)
      expect(Buffer.from(text).toString()).toBe(text)
      expect(parseRecordKey(text)).toEqual({ key, part })
    }),
    { seed: propertySeed, numRuns: 1000 },
  )
})
