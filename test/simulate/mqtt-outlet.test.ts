import mqtt, { type MqttClient } from 'mqtt'
import { describe, expect, it } from 'vitest'
import { atBroker, ownBroker } from '../../src/simulate/mqtt-outlet.ts'

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
    await other.close()
    await client.endAsync()
    await outlet.close()
  })

  it('retain the last row of a topic if they are asked to', async () => {
    const outlet = await ownBroker(0, { ...options, retain: true })
    await outlet.send(row)
    const client = await mqtt.connectAsync(outlet.address)
    const message = nextMessage(client)
    await client.subscribeAsync('#')
    expect(await message).toMatchObject({ retain: true })
    await client.endAsync()
    await outlet.close()
  })

  it('say that there is no broker, without the password', async () => {
    const failed = await atBroker('mqtt://user:secret@127.0.0.1:1', options).catch((error) => String(error))
    expect(failed).toContain('expected a broker at mqtt://127.0.0.1:1, got "connect ECONNREFUSED 127.0.0.1:1"')
    expect(failed).not.toContain('secret')
  })
})
