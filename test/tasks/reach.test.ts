import { expect, it } from 'vitest'
import { FencedError } from '../../src/engine/engine.ts'
import { ConfigError } from '../../src/errors.ts'
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
