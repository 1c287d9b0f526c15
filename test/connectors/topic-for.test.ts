import { describe, expect, it } from 'vitest'
import { topicFor, topicLevel } from '../../src/connectors/topic-for.ts'

describe('topicFor', () => {
  it('fills the places, and keeps a field to one level', () => {
    expect(topicFor('a/{city}/{n}', { city: 'New York', n: 3 })).toBe('a/New York/3')
    expect(topicFor('a/{city}', { city: 'x/+#y' })).toBe('a/x___y')
    expect(topicLevel('a/b')).toBe('a_b')
  })

  it('says which fields there are', () => {
    expect(() => topicFor('a/{town}', { city: 'x' })).toThrow(
      'topic: expected a field in {town}, got none; fields are city',
    )
  })
})
