import { expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { message, openFeed, plain, Tap, valuesUntil } from './reading.ts'

it('takes rows in their order, counts each, and says of a message when its rows were taken', async () => {
  const tap = new Tap()
  const { ledger, open, rejects, stop } = openFeed(tap)
  const safe: number[] = []
  for (const i of [1, 2, 3]) void tap.push(message(i)).then(() => safe.push(i))
  void tap.push('nonsense')
  void tap.push(`[${message(4)}, ${message(5, null)}]`)
  expect(await valuesUntil(open().batches, 5, stop)).toEqual([1, 2, 3, 4, Number.NaN])
  expect(ledger.counts).toMatchObject({ rows: 6, accepted: 4, imputed: 1, rejected: 1 })
  expect(rejects).toMatchObject([{ place: { stream: 'tap', offset: 4 }, raw: 'nonsense' }])
  expect(safe).toEqual([1, 2, 3])
})

it('ends with a failure at the first bad row if it is strict', async () => {
  const tap = new Tap()
  const { open } = openFeed(tap, plain, { strict: true })
  for (const text of [message(1), 'nonsense', message(2)]) void tap.push(text)
  const reading = open()
  expect(await valuesUntil(reading.batches, 9)).toEqual([1])
  expect(reading.failure?.message).toContain('tap@2 expected JSON')
  expect(tap.link?.signal.aborted).toBe(true)
})

it('throws a ConfigError of the feed', async () => {
  const refused = new ConfigError([{ where: 'tap:', message: 'expected a password' }])
  const { open } = openFeed({ name: 'tap', run: () => Promise.reject(refused) })
  await expect(valuesUntil(open().batches, 1)).rejects.toBe(refused)
})

it('gives ticks at their place between the rows, and times of arrival that never fall', async () => {
  const tap = new Tap()
  const { open, stop } = openFeed(tap)
  const reading = open()
  const came: (number | undefined)[] = []
  const times: number[] = []
  const future = Date.now() + 3_600_000
  void tap.push(message(1))
  for await (const batch of reading.arrivals) {
    came.push(...batch.map(({ observation }) => observation?.values[0]))
    times.push(...batch.map(({ at }) => at))
    if (came.length === 0) continue
    if (came.length === 3) stop.abort()
    else if (came.length === 1) {
      void reading.tick(future)
      void tap.push(message(2))
    }
    if (came.length >= 3) break
  }
  expect(came).toEqual([1, undefined, 2])
  expect(times.slice(1)).toEqual([future, future])
})
