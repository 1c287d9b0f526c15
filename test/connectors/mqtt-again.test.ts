import { mkdtempSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mqtt from 'mqtt'
import { describe, expect, it, onTestFinished } from 'vitest'
import { mqttSource } from '../../src/connectors/mqtt.ts'
import { openWord } from '../live/reading.ts'
import { mosquitto, mosquittoRuns } from '../peers/brokers.ts'
import { until } from '../until.ts'

/** Stands before a broker, and loses acknowledgements on the way to it. */
async function lossy(to: string) {
  const sockets: Socket[] = []
  const relay = {
    url: '',
    subscribed: false,
    cut: () => sockets.splice(0).forEach((socket) => void socket.destroy()),
  }
  const server = createServer((client) => {
    const broker = connect(Number(new URL(to).port), '127.0.0.1')
    sockets.push(client, broker)
    for (const socket of [client, broker]) socket.on('error', () => {})
    let rest = Buffer.alloc(0)
    client.on('data', (bytes) => {
      rest = Buffer.concat([rest, bytes])
      // All packets of this client are short: their length is one byte, or two for the first.
      for (let length = lengthOf(rest); length <= rest.length; length = lengthOf(rest)) {
        if (rest[0] !== 0x40) broker.write(rest.subarray(0, length))
        rest = rest.subarray(length)
      }
    })
    broker.on('data', (bytes) => {
      // SUBACK: what is published before it is lost.
      relay.subscribed ||= bytes.includes(0x90)
      client.write(bytes)
    })
    broker.on('close', () => client.destroy())
    client.on('close', () => broker.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    relay.cut()
    server.close()
  })
  relay.url = `mqtt://127.0.0.1:${(server.address() as { port: number }).port}`
  return relay
}

const lengthOf = (bytes: Buffer) => {
  if (bytes.length < 2) return Number.POSITIVE_INFINITY
  return bytes[1]! < 128 ? 2 + bytes[1]! : 3 + (bytes[1]! & 127) + 128 * bytes[2]!
}

describe.runIf(mosquittoRuns())('acknowledgements that the broker did not get', () => {
  it('double nothing after a lost connection, nor after a restart', async () => {
    const peer = await mosquitto()
    const relay = await lossy(peer.url)
    const sender = await mqtt.connectAsync(peer.url)
    onTestFinished(() => void sender.end(true))
    const state = mkdtempSync(join(tmpdir(), 'rxcast-mqtt-again-'))
    const started = (url: string) => {
      const reconnect = { from: '1ms', to: '10ms' }
      const argument = { url, topics: 'a', arrival: true, clientId: 'me', reconnect }
      const { open, stop } = openWord(mqttSource, argument, { state })
      const values: number[] = []
      const ended = (async () => {
        for await (const batch of open().batches) for (const row of batch) values.push(row.values[0]!)
      })()
      const have = (count: number) => until(() => values.length >= count, `${count} values of ${values}`)
      const end = async () => {
        stop.abort()
        await ended
      }
      return { end, have, values }
    }
    const publish = (value: string) => sender.publishAsync('a', value, { qos: 1 })

    const first = started(relay.url)
    await until(() => relay.subscribed, 'a subscription')
    for (const value of ['1', '2', '2']) await publish(value)
    await first.have(3)
    relay.cut()
    await publish('3')
    await first.have(4)
    await first.end()
    // The run begins with its journal; then come the messages that the broker holds.
    const second = started(peer.url)
    await publish('4')
    await second.have(5)
    await second.end()
    expect([first.values, second.values]).toEqual([
      [1, 2, 2, 3],
      [1, 2, 2, 3, 4],
    ])
  })
})
