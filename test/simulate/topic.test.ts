import { describe, expect, it } from 'vitest'
import { topicFor, topicLevel, wildcards } from '../../src/simulate/topic.ts'

describe('topicFor', () => {
  it('fills the places, and keeps a field to one level', () => {
    expect(topicFor('a/{city}/{n}', { city: 'New York', n: 3 })).toBe('a/New York/3')
    expect(topicFor('a/{city}', { city: 'x/+#y' })).toBe('a/x___y')
    expect(topicLevel('a/b')).toBe('a_b')
  })

  it('says which fields there are', () => {
    expect(() => topicFor('a/{town}', { city: 'x' })).toThrow(
      'topic: expected a field of the rows in {town}, got none; fields are city',
    )
  })
})

describe('wildcards', () => {
  it('makes a + of each level with a place', () => {
    expect(wildcards('a/{city}/b-{n}/c')).toBe('a/+/+/c')
  })
})
