import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { away, Desk, deliveryTo, folder, ids, numbered, until } from './recipient.ts'

describe('Delivery with a checkpoint', () => {
  it('sync waits for acknowledgements; while the service is away, the disk keeps messages for the next run', async () => {
    const state = folder()
    const desk = new Desk()
    const first = deliveryTo(desk, {}, { state })
    await first.open()
    await first.add(numbered(1, 3))
    await first.sync()
    expect(desk.ids).toEqual(ids(1, 3))
    desk.answer = away
    await first.add(numbered(4, 7))
    await first.sync()
    const saved = snapshot(first)
    // Killed here: what was taken over after the checkpoint comes again.
    await first.add(numbered(8, 9))
    await first.abort()

    const next = new Desk()
    const second = deliveryTo(next, {}, { state })
    restore(second, saved)
    await second.open()
    await second.add(numbered(8, 12))
    await second.close()
    expect(next.ids).toEqual(ids(4, 12))
  })

  it('does not deliver again what was acknowledged after the checkpoint', async () => {
    const state = folder()
    const desk = new Desk()
    const first = deliveryTo(desk, {}, { state })
    await first.open()
    await first.add(numbered(1, 3))
    await first.sync()
    const saved = snapshot(first)
    await first.add(numbered(4, 9))
    await until(() => desk.ids.length === 9)
    await first.abort()

    const second = deliveryTo(desk, {}, { state })
    restore(second, saved)
    await second.open()
    await second.add(numbered(4, 12))
    await second.close()
    expect(desk.ids).toEqual(ids(1, 12))
  })

  it('sends what may have arrived again as it was, with the same key', async () => {
    const state = folder()
    const desk = new Desk()
    desk.answer = away
    const first = deliveryTo(desk, {}, { state })
    await first.open()
    const saved = snapshot(first)
    await first.add(numbered(1, 3))
    await until(() => desk.keys.length > 0)
    await first.abort()

    const next = new Desk()
    const second = deliveryTo(next, {}, { state })
    restore(second, saved)
    await second.open()
    for (const one of numbered(1, 3)) await second.add([one])
    await second.close()
    expect(next.got).toEqual([ids(1, 3)])
    expect(next.keys[0]).toBe(desk.keys[0])
  })

  it('puts nothing on the disk for a service that may get messages twice, unless it is away', async () => {
    const state = folder()
    const desk = new Desk(true)
    const delivery = deliveryTo(desk, { closeMs: 1 }, { state })
    await delivery.open()
    await delivery.add(numbered(1, 9))
    await delivery.sync()
    expect(readdirSync(state)).toEqual([])
    desk.answer = away
    await delivery.add(numbered(10, 12))
    await delivery.sync()
    expect(readdirSync(state)).toEqual([expect.stringMatching(/^outbox-[0-9a-f]{12}-1$/)])
    await delivery.close()
    expect(delivery.remark).toBeUndefined()
  })

  it('a run that was to deliver what waits fails, unless it was stopped or may drop messages', async () => {
    const stopped = AbortSignal.abort()
    for (const [more, place, problem] of [
      [{}, {}, 'desk: expected a connection for 3 messages, got none (away); start the service, and run again'],
      [{ down: 'drop' }, {}, undefined],
      [{}, { stop: stopped }, undefined],
    ] as const) {
      const desk = new Desk()
      desk.answer = away
      const said: string[] = []
      const delivery = deliveryTo(
        desk,
        { closeMs: 1, ...more },
        { state: folder(), warn: (text) => said.push(text), ...place },
      )
      await delivery.open()
      await delivery.add(numbered(1, 3))
      await delivery.close()
      expect(said.at(-1)).toBe('desk: 3 messages wait in the outbox; the next run delivers them')
      expect(delivery.undelivered?.message).toBe(problem)
    }
  })

  it('fresh: what an earlier run has left is not delivered', async () => {
    const state = folder()
    const desk = new Desk()
    desk.answer = away
    const first = deliveryTo(desk, { closeMs: 1 }, { state })
    await first.open()
    await first.add(numbered(1, 3))
    await first.close()
    const next = new Desk()
    const said: string[] = []
    const second = deliveryTo(next, {}, { state, fresh: true, warn: (text) => said.push(text) })
    await second.open()
    await second.add(numbered(3, 4))
    await second.close()
    expect(next.ids).toEqual(ids(3, 4))
    expect(said).toEqual(['desk: 3 messages of an earlier run dropped, as --fresh says'])
  })

  it('drop: does not wait for a slow service before a checkpoint', async () => {
    const state = folder()
    const desk = new Desk()
    let release = () => {}
    desk.answer = () => new Promise((resolve) => (release = resolve))
    const delivery = deliveryTo(desk, { down: 'drop' }, { state })
    await delivery.open()
    await delivery.add(numbered(1, 6))
    await delivery.sync()
    expect(desk.got).toEqual([])
    desk.answer = () => {}
    release()
    await delivery.close()
    expect(desk.ids).toEqual(ids(1, 6))
  })
})
