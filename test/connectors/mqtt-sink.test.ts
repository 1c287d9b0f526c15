import mqtt from 'mqtt'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type MqttSinkOptions, mqttSink, writeMqtt } from '../../src/connectors/mqtt-sink.ts'
import { aedes } from '../peers/brokers.ts'
import { placeOf, summary } from '../sinks/place.ts'
import { scoredOf } from '../sinks/scored.ts'
import { until } from '../until.ts'

/** What a broker is sent, by topic. */
async function heardAt(url: string) {
  const heard: { topic: string; content: Record<string, unknown>; retain: boolean }[] = []
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 10, clientId: 'listener', clean: false })
  client.on('error', () => {})
  client.on('message', (topic, payload, { retain }) => {
    heard.push({ topic, content: JSON.parse(String(payload)), retain })
  })
  await client.subscribeAsync('#', { qos: 2 })
  onTestFinished(() => void client.end(true))
  return heard
}

const quick = { retry: { from: '1ms', to: '10ms' } } as const
const sinkTo = (url: string, options: Partial<MqttSinkOptions> = {}, place = {}) =>
  writeMqtt({ url, topic: 'forecasts/{series}', ...quick, ...options })(placeOf(place))

describe('the sink mqtt', () => {
  it('publishes forecasts and events to their topics', async () => {
    const { url } = await aedes()
    const heard = await heardAt(url)
    const place = { by: ['shop'], series: ['y'] }
    const sink = await sinkTo(url, { topic: 'f/{shop}/{series}', events: true }, place)
    const scored = scoredOf(1, [1.5, Number.NaN])
    const key = ['a/+b']
    const event = { kind: 'drift', time: 0, key, channel: 0, reason: 'r' } as const
    await sink.write([{ ...scored, observation: { ...scored.observation, key }, events: [event] }])
    await sink.close(summary)
    await until(() => heard.length === 2, 'two messages')
    expect(heard[0]).toMatchObject({
      topic: 'f/a__b/y',
      content: { id: expect.stringContaining('1970-01-02'), shop: 'a/+b', series: 'y', forecast: [1.5, null] },
    })
    expect(heard[1]).toMatchObject({ topic: 'f/a__b/y/events', content: { shop: 'a/+b', event: 'drift' } })
  })

  it.each([0, 1] as const)(
    'keeps the order, and has the broker keep the last one if it is asked to: qos %d',
    async (qos) => {
      const { url } = await aedes()
      const heard = await heardAt(url)
      const sink = await sinkTo(url, { qos, retain: true })
      const warnings: Error[] = []
      const warn = (warning: Error) => warnings.push(warning)
      process.on('warning', warn)
      onTestFinished(() => void process.off('warning', warn))
      for (let day = 1; day <= 20; day++) {
        await sink.write([scoredOf(day, [day])])
        await until(() => heard.length === day, 'a message')
      }
      await sink.close(summary)
      await until(() => heard.length === 20, 'all messages')
      expect(heard.map(({ content }) => (content.forecast as number[])[0])).toEqual(
        Array.from({ length: 20 }, (_, i) => i + 1),
      )
      expect(warnings).toEqual([])
      const later = await heardAtOnce(url)
      expect(later).toMatchObject({ forecast: [20, null] })
    },
  )

  it('waits for a broker that was stopped, and delivers everything', async () => {
    const first = await aedes()
    const warned: string[] = []
    const sink = await sinkTo(first.url, {}, { warn: (warning: string) => warned.push(warning) })
    await sink.write([scoredOf(1, [1])])
    await sink.sync!()
    await first.close()
    await sink.write([scoredOf(2, [2])])
    await until(() => warned.length > 0, 'a warning')
    const second = await aedes({}, first.port)
    const got: number[] = []
    second.broker.on('publish', ({ topic, payload }) => {
      if (topic.startsWith('forecasts/')) got.push(JSON.parse(String(payload)).forecast[0])
    })
    await sink.sync!()
    await sink.close(summary)
    expect(got).toEqual([2])
    expect(warned).toMatchObject([expect.stringContaining('no connection'), expect.stringContaining('connected again')])
  })

  it('ends if the broker refuses the user, without the password in the message', async () => {
    const { url } = await aedes({ authenticate: (_client, _user, _password, done) => done(null, false) })
    const sink = await sinkTo(url, { user: 'me', password: 'secret-word' })
    const failed = await (async () => {
      await sink.write([scoredOf(1, [1])])
      await sink.sync!()
    })().catch((error) => String(error))
    expect(failed).toContain('check user and password')
    expect(failed).not.toContain('secret-word')
    await sink.abort()
  })

  it('refuses a topic with a wildcard, or with a column that there is not', () => {
    expect(() => writeMqtt({ url: 'mqtt://a', topic: 'a/#' })).toThrow('mqtt.topic: expected a topic without + and #')
    expect(() => sinkTo('mqtt://a', { topic: 'a/{town}' })).toThrow('topic: expected a field in {town}, got none')
    expect(mqttSink.writes({})).toEqual([])
  })
})

/** The message that a new subscriber is sent at once. */
async function heardAtOnce(url: string): Promise<unknown> {
  const client = await mqtt.connectAsync(url)
  const message = new Promise<string>((resolve) => client.once('message', (_, payload) => resolve(String(payload))))
  await client.subscribeAsync('forecasts/#')
  const content = JSON.parse(await message)
  await client.endAsync()
  return content
}
