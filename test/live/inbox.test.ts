import { expect, it } from 'vitest'
import { Inbox } from '../../src/live/inbox.ts'

const never = new AbortController().signal

it('gives what came in its order, also to one that waits already', async () => {
  const inbox = new Inbox()
  const first = inbox.take(never)
  void inbox.put({ at: 1, text: 'a' })
  void inbox.put({ at: 2, text: 'b' })
  const taken = await first
  expect([...taken, ...(taken.length < 2 ? await inbox.take(never) : [])].map(({ text }) => text)).toEqual(['a', 'b'])
})

it.each([
  ['1,000 messages', 1000, 'a'],
  ['16 million characters', 4, 'a'.repeat(4_194_304)],
])('has a sender wait while it holds %s', async (_, most, text) => {
  const inbox = new Inbox()
  let free = 0
  for (let i = 0; i < most; i++) void inbox.put({ at: i, text }).then(() => free++)
  await Promise.resolve()
  expect(free).toBe(most - 1)
  expect(await inbox.take(never)).toHaveLength(most)
  await Promise.resolve()
  expect(free).toBe(most)
})

it('gives nothing once it was stopped, and stops waiting', async () => {
  const stop = new AbortController()
  const inbox = new Inbox()
  const waiting = inbox.take(stop.signal)
  stop.abort()
  expect(await waiting).toEqual([])
  void inbox.put({ at: 1 })
  expect(await inbox.take(stop.signal)).toEqual([])
})
