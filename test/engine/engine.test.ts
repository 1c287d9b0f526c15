import { expect, it } from 'vitest'
import { FencedError } from '../../src/engine/engine.ts'

it('tells a fenced owner from other failures', () => {
  const cause = new Error('PRODUCER_FENCED')
  const error = new FencedError('partition 3 was taken over', { cause })
  expect(error).toMatchObject({ name: 'FencedError', message: 'partition 3 was taken over', cause })
})
