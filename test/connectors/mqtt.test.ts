import { describe, expect, it } from 'vitest'
import { mqttSource, readMqtt } from '../../src/connectors/mqtt.ts'
import { message, openWord, plain, valuesUntil } from '../live/reading.ts'
import { aedes } from '../peers/brokers.ts'
import { until } from '../until.ts'

/** Waits until the source has subscribed. */
const subscribed = ({ broker }: Awaited<ReturnType<typeof aedes>>) =>
  new Promise<void>((resolve) => broker.once('subscribe', () => resolve()))

describe('mqtt', () => {
  it('reads the messages of topics, whose levels are fields', async () => {
    const peer = await aedes()
    const argument = { ...plain, url: peer.url, topics: ['sensors/{station}/temp', 'other/#'], by: 'station' }
    const { open, stop, rejects } = openWord(mqttSource, argument)
    const ready = subscribed(peer)
    const seen: string[] = []
    const reading = (async () => {
      for await (const batch of open().batches) {
        for (const { key, values } of batch) seen.push(`${key?.[0]} ${values[0]}`)
        if (seen.length === 3) stop.abort()
      }
    })()
    await ready
    await peer.publish('sensors/a/temp', message(1))
    await peer.publish('sensors/b/temp', `[${message(1, 5)},${message(2, 6)}]`)
    await peer.publish('sensors/b/humidity', message(9))
    await peer.publish('other/c/d', '{"time":3,"value":7}')
    await reading
    expect(seen).toEqual(['a 1', 'b 5', 'b 6'])
    await until(() => rejects.length > 0 || stop.signal.aborted, 'the end')
  })

  it('reads numbers alone, by topic, with the time of arrival', async () => {
    const peer = await aedes()
    const { open, stop } = openWord(mqttSource, { url: peer.url, topics: '#', arrival: true, by: 'topic' })
    const ready = subscribed(peer)
    const values = valuesUntil(open().batches, 2, stop)
    await ready
    await peer.publish('a/b', '21.5', { qos: 0 })
    await peer.publish('a/c', '3')
    expect(await values).toEqual([21.5, 3])
  })

  it('has the broker keep what comes while there is no connection, by the name of the client', async () => {
    const peer = await aedes()
    const argument = { ...plain, url: peer.url, topics: 'a', clientId: 'me' }
    const { open, stop, notices } = openWord(mqttSource, argument)
    const ready = subscribed(peer)
    const got = new Set<number>()
    const reading = (async () => {
      for await (const batch of open().batches) {
        for (const { values } of batch) got.add(values[0]!)
        if (got.size === 60) stop.abort()
      }
    })()
    await ready
    for (let i = 1; i <= 60; i++) {
      if (i === 20 || i === 40) peer.drop()
      await peer.publish('a', message(i))
    }
    await reading
    expect([...got]).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
    expect(notices.some((notice) => notice.includes('connected again'))).toBe(true)
  })

  it('acknowledges a message only once it was taken, many at a time', async () => {
    const peer = await aedes()
    const acknowledged: number[] = []
    peer.broker.on('ack', (packet) => {
      if (packet && 'payload' in packet) acknowledged.push(JSON.parse(String(packet.payload)).time)
    })
    const { open, stop } = openWord(mqttSource, { ...plain, url: peer.url, topics: 'a', clientId: 'me' })
    const ready = subscribed(peer)
    const batches = open(undefined, 1).batches[Symbol.asyncIterator]()
    let next = batches.next()
    await ready
    for (let i = 1; i <= 10; i++) await peer.publish('a', message(i))
    let taken = 0
    while (taken < 10) {
      const { value } = await next
      taken += value!.length
      await until(() => acknowledged.length >= taken - 1, 'an acknowledgement')
      expect(acknowledged.length).toBeLessThanOrEqual(taken)
      next = batches.next()
    }
    await until(() => acknowledged.length === 10, 'all acknowledgements')
    expect(acknowledged).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    stop.abort()
    await next
  })

  it.each([
    [true, [1, 2]],
    [false, [2]],
  ])('reads what the broker keeps of a topic only if it is asked to: %s', async (retained, wanted) => {
    const peer = await aedes()
    await peer.publish('a', message(1), { retain: true })
    const { open, stop } = openWord(mqttSource, { ...plain, url: peer.url, topics: 'a', retained })
    const ready = subscribed(peer)
    const values = valuesUntil(open().batches, wanted.length, stop)
    await ready
    await peer.publish('a', message(2))
    expect(await values).toEqual(wanted)
  })

  it('has a fast broker wait, and loses nothing', async () => {
    const peer = await aedes()
    const { open, stop } = openWord(mqttSource, { ...plain, url: peer.url, topics: 'a' })
    const ready = subscribed(peer)
    const values = valuesUntil(open(undefined, 100).batches, 3000, stop)
    await ready
    for (let i = 1; i <= 3000; i++) void peer.publish('a', message(i))
    expect(await values).toEqual(Array.from({ length: 3000 }, (_, i) => i + 1))
  })

  it('ends if the broker refuses the user or the topic', async () => {
    const peer = await aedes({
      authenticate: (_client, user, password, done) => done(null, user === 'me' && String(password) === 'secret'),
      authorizeSubscribe: (_client, subscription, done) =>
        done(null, subscription.topic === 'mine' ? subscription : null),
    })
    const argument = { ...plain, url: peer.url, topics: 'mine', user: 'me' }
    const read = (more: object) => valuesUntil(openWord(mqttSource, { ...argument, ...more }).open().batches, 1)
    await expect(read({ password: 'other' })).rejects.toThrow(
      `mqtt.user: expected ${peer.url} to accept the connection, got "Connection refused: Not authorized"; check user and password`,
    )
    await expect(read({ password: 'secret', topics: 'yours' })).rejects.toThrow(
      `mqtt.topics: expected ${peer.url} to allow "yours", got a refusal; check the rights of the user`,
    )
  })

  it('waits for a broker that is not there yet', async () => {
    const first = await aedes()
    await first.close()
    const { notices, open, stop } = openWord(mqttSource, { ...plain, url: first.url, topics: 'a' })
    const values = valuesUntil(open().batches, 1, stop)
    await until(() => notices.length > 0, 'a notice')
    expect(notices[0]).toMatch(/no connection \(connect ECONNREFUSED/)
    const second = await aedes({}, first.port)
    await subscribed(second)
    await second.publish('a', message(7))
    expect(await values).toEqual([7])
  })
})

it('refuses a topic with a wrong wildcard, and an address of another kind', () => {
  expect(() => readMqtt({ url: 'http://localhost', topics: 'a+' })).toThrow(
    /mqtt.url: expected the address of a broker/,
  )
  expect(() => readMqtt({ url: 'mqtt://localhost', topics: 'a+' })).toThrow(
    'mqtt.topics: expected a topic whose + and # are whole levels, such as sensors/+/temp, got "a+"',
  )
})
