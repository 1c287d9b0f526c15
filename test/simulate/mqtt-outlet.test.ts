import mqtt, { type MqttClient } from 'mqtt'
import { describe, expect, it } from 'vitest'
import { mqttSource } from '../../src/connectors/mqtt.ts'
import { atBroker, ownBroker } from '../../src/simulate/mqtt-outlet.ts'
import { openWord, plain } from '../live/reading.ts'

const stay = new AbortController().signal

const options = { topic: 'weather/{city}', retain: false }
const nextMessage = (client: MqttClient) =>
  new Promise<{ topic: string; text: string; retain: boolean }>((resolve) =>
    client.once('message', (topic, payload, { retain }) => resolve({ topic, text: String(payload), retain })),
  )
const row = { text: '{"city":"Rome"}', fields: { city: 'Rome' } }

describe('the outlets of MQTT', () => {
  it('publish to those that have subscribed, by a broker of their own or another one', async () => {
    const outlet = await ownBroker(0, options)
    const client = await mqtt.connectAsync(outlet.address)
    await client.subscribeAsync('weather/+', { qos: 1 })
    await outlet.heard
    const other = await atBroker(outlet.address.replace('//', '//user:secret@'), options)
    expect(other.address).toBe(outlet.address)
    for (const each of [outlet, other]) {
      const message = nextMessage(client)
      await each.send(row)
      expect(await message).toEqual({ topic: 'weather/Rome', text: row.text, retain: false })
    }
    await other.close(stay)
    await client.endAsync()
    await outlet.close(stay)
  })

  it('retain the last row of a topic if they are asked to', async () => {
    const outlet = await ownBroker(0, { ...options, retain: true })
    await outlet.send(row)
    const client = await mqtt.connectAsync(outlet.address)
    const message = nextMessage(client)
    await client.subscribeAsync('#')
    expect(await message).toMatchObject({ retain: true })
    await client.endAsync()
    await outlet.close(stay)
  })

  it('end only when a slow source has read the last row', async () => {
    const outlet = await ownBroker(0, { topic: 'a', retain: false })
    const { open, stop } = openWord(mqttSource, { ...plain, url: outlet.address, topics: 'a' })
    const batches = open(undefined, 10).batches[Symbol.asyncIterator]()
    let got = 0
    const take = async () => {
      got += (await batches.next()).value!.length
    }
    const first = take()
    await outlet.heard
    const long = 'x'.repeat(5000)
    const sending = (async () => {
      for (let time = 1; time <= 1000; time++)
        await outlet.send({ text: JSON.stringify({ time, value: 1, long }), fields: {} })
      return outlet.close(stay)
    })()
    await first
    while (got < 1000) {
      await new Promise((resolve) => setTimeout(resolve, 10))
      await take()
    }
    expect(await sending).toBeUndefined()
    stop.abort()
  })

  it('end at once if they have to, also if a client does not read', async () => {
    const outlet = await ownBroker(0, { topic: 'a', retain: false })
    const client = await mqtt.connectAsync(outlet.address, { reconnectPeriod: 0 })
    await client.subscribeAsync('a', { qos: 1 })
    client.stream.pause()
    await outlet.send({ text: 'x'.repeat(10_000), fields: {} })
    const stop = new AbortController()
    const closed = outlet.close(stop.signal)
    stop.abort()
    expect(await closed).toBeUndefined()
    client.end(true)
  })

  it('say that there is no broker, without the password', async () => {
    const failed = await atBroker('mqtt://user:secret@127.0.0.1:1', options).catch((error) => String(error))
    expect(failed).toContain('expected a broker at mqtt://127.0.0.1:1, got "connect ECONNREFUSED 127.0.0.1:1"')
    expect(failed).not.toContain('secret')
  })
})
