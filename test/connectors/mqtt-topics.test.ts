import { describe, expect, it } from 'vitest'
import { Topics, topicProblem } from '../../src/connectors/mqtt-topics.ts'

describe('Topics', () => {
  it('subscribes with +, and gives the levels in braces as fields', () => {
    const topics = new Topics(['sensors/{station}/+/{quantity}', 'plant/#', '$share/group/cars/{plate}'])
    expect(topics.filters).toEqual(['sensors/+/+/+', 'plant/#', '$share/group/cars/+'])
    expect(topics.fieldsOf('sensors/a/2/temp')).toEqual({ topic: 'sensors/a/2/temp', station: 'a', quantity: 'temp' })
    expect(topics.fieldsOf('plant')).toEqual({ topic: 'plant' })
    expect(topics.fieldsOf('plant/hall/1')).toEqual({ topic: 'plant/hall/1' })
    expect(topics.fieldsOf('cars/B-1')).toEqual({ topic: 'cars/B-1', plate: 'B-1' })
  })

  it('knows which topics it does not cover', () => {
    const topics = new Topics(['sensors/{station}'])
    for (const topic of ['sensors', 'sensors/a/b', 'sensor/a', '']) expect(topics.fieldsOf(topic)).toBeUndefined()
  })
})

describe('topicProblem', () => {
  it.each(['a', 'a/+/b', '#', 'a/#', '+', '/', 'a/{b c}/#', 'é/ü'])('has none with %j', (pattern) => {
    expect(topicProblem(pattern)).toBeUndefined()
  })

  it.each([
    ['', 'bytes'],
    ['a\0', 'bytes'],
    ['a'.repeat(70_000), 'bytes'],
    ['a+/b', 'whole levels'],
    ['a/#/b', 'last level'],
    ['a/{b}c', 'places are whole levels'],
    ['a/{}', 'places are whole levels'],
  ])('refuses %j', (pattern, reason) => {
    expect(topicProblem(pattern)).toContain(reason)
  })
})
