import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { unlessAborted } from '../../src/tasks/unless-aborted.ts'

it('waits for a result or for the signal, whichever is first, and listens no longer', async () => {
  const { signal } = new AbortController()
  expect(await unlessAborted(Promise.resolve(1), signal)).toBe(1)
  await expect(unlessAborted(Promise.reject(new Error('failed')), signal)).rejects.toThrow('failed')
  await new Promise(setImmediate)
  expect(getEventListeners(signal, 'abort')).toEqual([])
  const stop = new AbortController()
  const waiting = unlessAborted(new Promise(() => {}), stop.signal)
  stop.abort()
  expect(await waiting).toBeUndefined()
  expect(await unlessAborted(new Promise(() => {}), stop.signal)).toBeUndefined()
  expect(await unlessAborted(Promise.reject(new Error('late')), stop.signal)).toBeUndefined()
})
