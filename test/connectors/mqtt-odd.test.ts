import mqtt from 'mqtt'
import { describe, expect, it } from 'vitest'
import { mqttSource, readMqtt } from '../../src/connectors/mqtt.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import type { Observation } from '../../src/series/observation.ts'
import { message, openWord, plain } from '../live/reading.ts'
import { aedes, mosquitto, mosquittoRuns } from '../peers/brokers.ts'
import { until } from '../until.ts'

const sources = { ...plain, by: 'station', clientId: 'run', topics: 'sensors/{station}/#' }

it('counts messages of all kinds, each once', async () => {
  const peer = await aedes()
  const { ledger, open, rejects, stop } = openWord(mqttSource, { ...sources, url: peer.url })
  const ready = new Promise<void>((resolve) => peer.broker.once('subscribe', () => resolve()))
  const seen: string[] = []
  const reading = (async () => {
    for await (const batch of open().batches) for (const { key, values } of batch) seen.push(`${key} ${values[0]}`)
  })()
  await ready
  await peer.publish('sensors/a', message(1), { qos: 2, retain: true })
  await peer.publish('sensors/a', '')
  await peer.publish('sensors/a', Buffer.from([0, 255, 254, 1]))
  await peer.publish('sensors/a', Buffer.from('{"time":2,"value":2,"station":"M\xfcnchen"}', 'latin1'))
  await peer.publish('sensors/a', JSON.stringify({ time: 3, value: 3, note: 'x'.repeat(1_000_000) }))
  await peer.publish('sensors/a', 'null')
  await peer.publish('sensors/b/c/d', message(4), { qos: 0 })
  await until(() => ledger.rows === 7, '7 rows')
  stop.abort()
  await reading
  // The broker has its own order of messages with QoS 2 and 1.
  expect(seen.toSorted()).toEqual(['a 1', 'a 3', 'b 4'])
  expect(ledger.counts).toMatchObject({ accepted: 3, rejected: 3, skipped: 1 })
  expect(rejects.map(({ reason }) => reason.replace(/token .*/, ''))).toEqual([
    'expected JSON, got Unexpected ',
    'expected text in UTF-8, got "M\ufffdnchen"',
    'expected a JSON object, got null',
  ])
})

it('has no QoS 2, and says what comes then', () => {
  expect(() => readMqtt({ url: 'mqtt://localhost', topics: 'a', qos: 2 as 1 })).toThrow(
    'mqtt.qos: expected 0 or 1; what was published with QoS 2 comes with 1',
  )
})

describe.runIf(mosquittoRuns())('a mosquitto that is killed', () => {
  it('doubles nothing, and the run goes on', async () => {
    const peer = await mosquitto()
    const { ledger, notices, open, stop } = openWord(mqttSource, { ...sources, url: peer.url })
    const passed: Observation[] = []
    const order = inOrder({}, { ledger }).open((row) => passed.push(row))
    const reading = (async () => {
      for await (const batch of open().batches) for (const row of batch) order.next(row)
    })()
    const sender = await mqtt.connectAsync(peer.url, { clientId: 'sender', clean: false, reconnectPeriod: 20 })
    sender.on('error', () => {})
    let time = 0
    const send = () => sender.publishAsync('sensors/a', message(++time), { qos: 1 })
    const rowsTo = async (count: number) => {
      while (passed.length < count) {
        void send().catch(() => {})
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
    await rowsTo(20)
    await peer.kill('SIGKILL')
    await until(() => notices.length === 1, 'a lost connection')
    await peer.start()
    await until(() => notices.length === 2, 'the connection')
    await rowsTo(passed.length + 20)
    stop.abort()
    await reading
    await sender.endAsync(true)
    const times = passed.map((row) => row.time)
    expect(new Set(times).size).toBe(times.length)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(ledger.rows).toBeGreaterThanOrEqual(times.length)
  })
})
