import { expect, it } from 'vitest'
import { topicName } from '../../src/words/topic-name.ts'

it('has what Kafka allows', () => {
  const allowed = (name: string) => topicName.safeParse(name).success
  expect(['readings', 'a.b_c-1', '...', 'x'.repeat(249)].every(allowed)).toBe(true)
  expect(['', '.', '..', 'a b', 'ä', 'a/b', 'x'.repeat(250)].some(allowed)).toBe(false)
})
