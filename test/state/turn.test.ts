import { expect, it } from 'vitest'
import { turn } from '../../src/state/turn.ts'

it('turn lets what was scheduled before run first', async () => {
  const order: string[] = []
  setImmediate(() => order.push('scheduled'))
  queueMicrotask(() => order.push('microtask'))
  await turn()
  expect(order).toEqual(['microtask', 'scheduled'])
})
