import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { otherOutboxes } from '../../src/delivery/other-outboxes.ts'
import { Outbox } from '../../src/delivery/outbox.ts'
import { folder, numbered } from './recipient.ts'

async function outboxOf(state: string, id: string, messages: number, acknowledged = false) {
  const outbox = new Outbox(state, id)
  await outbox.open(false)
  await outbox.put({ key: 'k', messages: numbered(1, messages) })
  if (acknowledged) await outbox.done('k')
  await outbox.close()
}

it('names the sinks that a run does not have, with what waits for them, and removes that only if it is fresh', async () => {
  const state = folder()
  expect(await otherOutboxes(`${state}/none`, [], false)).toEqual([])
  await outboxOf(state, 'webhook a', 3)
  await outboxOf(state, 'webhook b', 1)
  await outboxOf(state, 'webhook c', 2, true)
  await outboxOf(state, 'webhook d', 2)
  const own = ['webhook d']
  const said = await otherOutboxes(state, own, false)
  expect(said.toSorted()).toEqual([
    'webhook a is not among the sinks, with 3 messages to deliver; put it back, or drop them with --fresh',
    'webhook b is not among the sinks, with 1 message to deliver; put it back, or drop them with --fresh',
  ])
  expect(readdirSync(state)).toHaveLength(4)
  const dropped = await otherOutboxes(state, own, true)
  expect(dropped.toSorted()[0]).toBe(
    'webhook a is not among the sinks; 3 messages of an earlier run dropped, as --fresh says',
  )
  expect(readdirSync(state)).toHaveLength(1)
})
