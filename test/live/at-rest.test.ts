import { expect, it } from 'vitest'
import { atRest } from '../../src/live/at-rest.ts'

const linkOf = (signal: AbortSignal, heard = () => {}) => ({
  signal,
  cursor: undefined,
  heard,
  open() {},
  message: async () => {},
})

it('waits for the time, for a reason, or for the end', async () => {
  const link = linkOf(new AbortController().signal)
  await atRest(link, 1)
  await atRest(link, -1)
  await atRest(link, 1e6, Promise.resolve())
  const stop = new AbortController()
  const ended = atRest(linkOf(stop.signal), 1e6)
  stop.abort()
  await ended
  await atRest(linkOf(stop.signal), 1e6)
})

it('counts as heard meanwhile', async () => {
  let beats = 0
  const enough = new AbortController()
  const link = linkOf(enough.signal, () => {
    if (++beats === 2) enough.abort()
  })
  await atRest(link, 1e6)
  expect(beats).toBe(2)
})
