import { describe, expect, it } from 'vitest'
import { Later, Refused } from '../../src/delivery/message.ts'
import { away, Desk, deliveryTo, folder, ids, message, numbered, until } from './recipient.ts'

describe('Delivery', () => {
  it('delivers in order, in batches of what waits meanwhile', async () => {
    const desk = new Desk()
    const delivery = deliveryTo(desk)
    await delivery.open()
    await delivery.add([message(1)])
    await delivery.add(numbered(2, 6))
    await delivery.close()
    expect(desk.got).toEqual([ids(1, 1), ids(2, 5), ids(6, 6)])
    expect(desk.closed).toBe(true)
  })

  it('tries again with the same key, and says once that the service is away and once that it is back', async () => {
    const desk = new Desk()
    const said: string[] = []
    const delivery = deliveryTo(desk, {}, { warn: (text) => said.push(text) })
    let tries = 0
    desk.answer = () => (++tries < 4 ? away() : undefined)
    await delivery.add([message(1)])
    await delivery.close()
    expect(desk.got).toEqual([ids(1, 1)])
    expect(new Set(desk.keys).size).toBe(1)
    expect(said).toEqual([
      'desk: no connection (away); trying again until there is one',
      expect.stringMatching(/^desk: connected again after \d+ s$/),
    ])
  })

  it('wait: takes no more than fit while the service is away, and loses nothing', async () => {
    const desk = new Desk()
    desk.answer = away
    const delivery = deliveryTo(desk)
    let taken = false
    const adding = delivery.add(numbered(1, 11)).then(() => {
      taken = true
    })
    await until(() => desk.keys.length > 3)
    expect(taken).toBe(false)
    desk.answer = () => {}
    await adding
    await delivery.close()
    expect(desk.ids).toEqual(ids(1, 11))
  })

  it('wait: takes what is left at once when the run is to end', async () => {
    const desk = new Desk()
    desk.answer = away
    const stopping = new AbortController()
    const delivery = deliveryTo(desk, { closeMs: 1 }, { stop: stopping.signal, state: folder() })
    const adding = delivery.add(numbered(1, 11))
    await until(() => desk.keys.length > 1)
    stopping.abort()
    await adding
    await delivery.close()
    expect(desk.ids).toEqual([])
  })

  it('drop: leaves out the oldest but the batch under way, and counts them', async () => {
    const desk = new Desk()
    desk.answer = away
    const said: string[] = []
    const delivery = deliveryTo(desk, { down: 'drop' }, { warn: (text) => said.push(text) })
    await delivery.add(numbered(1, 2))
    await until(() => desk.keys.length > 0)
    for (const one of numbered(3, 100)) await delivery.add([one])
    desk.answer = () => {}
    await delivery.close()
    expect(desk.ids).toEqual([...ids(1, 2), ...ids(93, 100)])
    expect(said).toContain('desk: messages are dropped (10 rows wait)')
    expect(delivery.remark).toBe('desk: 90 messages were dropped')
  })

  it('stop: ends the run after a few tries', async () => {
    const desk = new Desk()
    desk.answer = away
    const delivery = deliveryTo(desk, { down: 'stop' })
    await delivery.add([message(1)])
    await expect(delivery.close()).rejects.toThrow('desk: expected a connection, got away; start the service')
    expect(desk.keys).toHaveLength(3)
    await expect(delivery.add([message(2)])).rejects.toThrow('desk: expected a connection')
    await delivery.abort()
  })

  it('ends the run if the service refuses messages, unless they may be dropped', async () => {
    const desk = new Desk()
    desk.answer = ({ messages }) => {
      if (messages.some(({ id }) => id === '1')) throw new Refused('expected 2xx, got 400')
    }
    const strict = deliveryTo(desk)
    await strict.add([message(1)])
    await expect(strict.close()).rejects.toThrow('desk: expected 2xx, got 400')
    await strict.abort()
    const dropping = deliveryTo(desk, { down: 'drop' })
    await dropping.add([message(1)])
    await dropping.close()
    await dropping.add([message(2)])
    expect(dropping.remark).toBe('desk: 1 message was dropped')
  })

  it('waits as long as the service says', async () => {
    const desk = new Desk()
    let first = 0
    desk.answer = () => {
      if (first > 0) return
      first = performance.now()
      throw new Later('503', 60)
    }
    const delivery = deliveryTo(desk)
    await delivery.add([message(1)])
    await delivery.close()
    expect(performance.now() - first).toBeGreaterThan(55)
    expect(desk.ids).toEqual(['1'])
  })

  it('tries again if there is no answer within the time limit, and closes the first connection', async () => {
    const desk = new Desk()
    let closed = false
    desk.answer = (_, signal) => {
      if (desk.keys.length > 1) return
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => {
          closed = true
          reject(signal.reason)
        }),
      )
    }
    const delivery = deliveryTo(desk, { timeoutMs: 10 })
    await delivery.add([message(1)])
    await delivery.close()
    expect(closed).toBe(true)
    expect(desk.ids).toEqual(['1'])
  })

  it('says what was not delivered if there is no outbox', async () => {
    const desk = new Desk()
    desk.answer = away
    const delivery = deliveryTo(desk, { closeMs: 1 })
    await delivery.add(numbered(1, 3))
    await expect(delivery.close()).rejects.toThrow(
      'desk: expected a connection for 3 messages, got none (away); start the service',
    )
  })

  it('keeps only the newest of messages that replace each other while they wait', async () => {
    const desk = new Desk()
    desk.answer = away
    const delivery = deliveryTo(desk)
    await delivery.add([message(0)])
    await until(() => desk.keys.length > 0)
    for (let i = 1; i <= 100; i++) await delivery.add([message(i, i % 2 === 0 ? 'even' : 'odd')])
    desk.answer = () => {}
    await delivery.close()
    expect(desk.ids).toEqual(['0', '99', '100'])
  })
})
