import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import type { Observation } from '../../src/series/observation.ts'
import { snapshot } from '../../src/state/snapshot.ts'
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

describe('with a journal', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'rxcast-live-'))
  const beginning = new Uint8Array(0)

  it('goes on with the same rows after a restart, whatever was taken of a message', async () => {
    const argument = { ...plain, clock: 'iso', zone: 'Europe/Berlin', by: 'station' } as const
    // Summer time ends: 02:30 comes twice.
    const hours = ['00:30', '01:30', '02:30', '02:30', '03:30', '04:30']
    const rows = hours.flatMap((hour, i) =>
      ['a', 'b'].map((station) => ({ time: `2024-10-27T${hour}`, value: i, station })),
    )
    const messages = [rows.slice(0, 1), rows.slice(1, 8), rows.slice(8)].map((part) => JSON.stringify(part))
    const times = async (batches: AsyncIterable<readonly Observation[]>, count: number, stop?: AbortController) => {
      const found: number[] = []
      for await (const batch of batches) {
        found.push(...batch.map(({ time }) => time))
        if (found.length >= count) break
      }
      stop?.abort()
      return found
    }
    const whole = new Tap()
    const unbroken = openFeed(whole, argument)
    for (const text of messages) void whole.push(text)
    const expected = await times(unbroken.open().batches, 12, unbroken.stop)
    expect(new Set(expected).size).toBe(6)
    for (let taken = 1; taken < 12; taken++) {
      const state = folder()
      const tap = new Tap()
      const first = openFeed(tap, argument, { state })
      const reading = first.open(beginning, 1)
      const safe = Promise.all(messages.map((text) => tap.push(text)))
      const before = await times(
        (async function* () {
          for await (const batch of reading.batches) {
            if (batch.length === 0) continue
            await safe
            yield batch
          }
        })(),
        taken,
      )
      const position = snapshot(reading.position!)
      first.stop.abort()
      const second = openFeed(new Tap(), argument, { state })
      expect([...before, ...(await times(second.open(position).batches, 12 - taken, second.stop))]).toEqual(expected)
    }
  })

  it('has a message on the disk before it is safe, gives its cursor again, and the ticks in their places', async () => {
    const state = folder()
    const tap = new Tap()
    const { open, stop } = openFeed(tap, plain, { state })
    const reading = open(beginning)
    const iterator = reading.arrivals[Symbol.asyncIterator]()
    const waiting = iterator.next()
    await tap.push(message(1), 'first')
    expect(readFileSync(join(state, 'journal-1'), 'utf8')).toContain(message(1))
    await reading.tick(Date.now())
    await tap.push(message(2), 'second')
    await waiting
    stop.abort()
    await iterator.next()

    const again = new Tap()
    const second = openFeed(again, plain, { state })
    const came: (number | undefined)[] = []
    for await (const batch of second.open(beginning).arrivals) {
      came.push(...batch.map(({ observation }) => observation?.values[0]))
      if (came.length >= 3) break
    }
    expect(came).toEqual([1, undefined, 2])
    expect(again.link?.cursor).toBe('second')
  })

  it('ends with a failure if the disk does not take a message', async () => {
    const state = folder()
    const tap = new Tap()
    const { open } = openFeed(tap, plain, { state: join(state, 'gone') })
    const reading = open(beginning)
    const ending = valuesUntil(reading.batches, 2)
    await tap.open
    rmSync(state, { recursive: true })
    let safe = false
    void tap.push(message(1)).then(() => (safe = true))
    expect(await ending).toEqual([])
    expect([reading.failure?.message, safe]).toEqual([expect.stringContaining('expected a folder that stays'), false])
  })
})
