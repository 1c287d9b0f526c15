import { expect, it } from 'vitest'
import { FencedError } from '../../src/engine/engine.ts'
import { ConfigError, DataError } from '../../src/errors.ts'
import { Reach } from '../../src/tasks/reach.ts'

it('says once that the broker was lost, and once that it is back', async () => {
  const told: string[] = []
  const reach = new Reach({
    lost: ({ message }) => told.push(`lost: ${message}`),
    regained: (awayMs) => told.push(`regained ${awayMs >= 0}`),
  })
  const fails = (error: Error) => expect(reach.of(Promise.reject(error))).rejects.toBe(error)
  expect(reach.connected).toBe(false)
  expect(await reach.of(Promise.resolve(1))).toBe(1)
  expect([reach.connected, told]).toEqual([true, []])
  for (const message of ['first', 'second']) await fails(new Error(message))
  expect([reach.connected, told]).toEqual([false, ['lost: first']])
  await fails(new FencedError('an answer as well'))
  expect([reach.connected, told]).toEqual([true, ['lost: first', 'regained true']])
  await fails(new ConfigError([]))
  expect(reach.connected).toBe(true)
})

it('takes an answer that cannot be used for no outage', async () => {
  const told: string[] = []
  const reach = new Reach({ lost: ({ message }) => told.push(message) })
  const damaged = new DataError('changelog: expected the progress of its partition, got "x"')
  await expect(reach.of(Promise.reject(damaged))).rejects.toBe(damaged)
  expect([reach.connected, told]).toEqual([true, []])
})

it('takes a call that was cancelled for no outage', async () => {
  const told: string[] = []
  const reach = new Reach({ lost: ({ message }) => told.push(message) })
  await reach.of(Promise.resolve())
  const over = new AbortController()
  const cancelled = reach.of(new Promise((_, reject) => over.signal.addEventListener('abort', reject)), over.signal)
  over.abort()
  await expect(cancelled).rejects.toBeInstanceOf(Event)
  expect([reach.connected, told]).toEqual([true, []])
  await expect(reach.of(Promise.reject(new Error('gone')), new AbortController().signal)).rejects.toThrow('gone')
  expect([reach.connected, told]).toEqual([false, ['gone']])
})

it('tries a call until it succeeds, another try would not help, or there is no more time', async () => {
  const reach = new Reach({})
  const end = new AbortController()
  let waits = 0
  const delay = { wait: async () => void (++waits === 7 && end.abort()) }
  let left = 3
  const call = async () => {
    if (left-- > 0) throw new Error('not yet')
    return 'done'
  }
  expect(await reach.persist(call, delay, end.signal)).toBe('done')
  expect(waits).toBe(3)
  await expect(reach.persist(() => Promise.reject(new ConfigError([])), delay, end.signal)).rejects.toThrow(ConfigError)
  left = Number.POSITIVE_INFINITY
  expect(await reach.persist(call, delay, end.signal)).toBe(undefined)
  expect(waits).toBe(7)
})
