import { readFileSync } from 'node:fs'
import mqtt, { type MqttClient } from 'mqtt'
import { describe, expect, it } from 'vitest'
import { mqttSource } from '../../src/connectors/mqtt.ts'
import { message, openWord, plain, valuesUntil } from '../live/reading.ts'
import { hashed, mosquitto, mosquittoRuns } from '../peers/brokers.ts'
import { certificate } from '../peers/certificate.ts'
import { until } from '../until.ts'

/** Sends a row until the run has it: the broker keeps nothing of what came before the first subscription. */
async function untilHeard(sender: MqttClient, topic: string, heard: () => boolean): Promise<void> {
  while (!heard()) {
    await sender.publishAsync(topic, message(0), { qos: 1 })
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe.runIf(mosquittoRuns())('mqtt with mosquitto', () => {
  it('goes on after the broker was started again, and loses nothing', async () => {
    const peer = await mosquitto()
    const { open, stop, notices } = openWord(mqttSource, { ...plain, url: peer.url, topics: 'a/{b}', clientId: 'run' })
    const got = new Set<number>()
    const reading = (async () => {
      for await (const batch of open().batches) for (const { values } of batch) got.add(values[0]!)
    })()
    const sender = await mqtt.connectAsync(peer.url, { clientId: 'sender', clean: false, reconnectPeriod: 20 })
    sender.on('error', () => {})
    await untilHeard(sender, 'a/b', () => got.size > 0)
    const sent = Array.from({ length: 200 }, async (_, i) => {
      await sender.publishAsync(`a/${i % 3}`, message(i), { qos: 1 })
    })
    await until(() => got.size > 20, 'the first rows')
    await peer.kill()
    await until(() => notices.length > 0, 'a lost connection')
    for (let i = 200; i < 400; i++) sent.push(sender.publishAsync('a/x', message(i), { qos: 1 }).then(() => {}))
    await peer.start()
    await Promise.all(sent)
    await until(() => got.size === 400, 'all rows')
    stop.abort()
    await reading
    await sender.endAsync()
    expect(notices[0]).toContain('no connection')
  })

  it('gets what came while the run was stopped', async () => {
    const peer = await mosquitto()
    const argument = { ...plain, url: peer.url, topics: 'a', clientId: 'run' }
    const sender = await mqtt.connectAsync(peer.url)
    const first = openWord(mqttSource, argument)
    const values = valuesUntil(first.open().batches, 1, first.stop)
    await untilHeard(sender, 'a', () => first.ledger.counts.rows > 0)
    await values
    for (const i of [2, 3]) await sender.publishAsync('a', message(i), { qos: 1 })
    const second = openWord(mqttSource, argument)
    const rest: number[] = []
    for await (const batch of second.open().batches) {
      rest.push(...batch.map((row) => row.values[0]!).filter((value) => value > 0))
      if (rest.length === 2) second.stop.abort()
    }
    expect(rest).toEqual([2, 3])
    await sender.endAsync()
  })

  it('connects with TLS, user and password', async () => {
    const { cert, key } = certificate()
    const files = { 'cert.pem': readFileSync(cert, 'utf8'), 'key.pem': readFileSync(key, 'utf8') }
    const config =
      'cafile FOLDER/cert.pem\ncertfile FOLDER/cert.pem\nkeyfile FOLDER/key.pem\nallow_anonymous false\npassword_file FOLDER/users'
    const peer = await mosquitto(config, { ...files, users: `me:${hashed('secret')}\n` })
    const url = peer.url.replace('mqtt:', 'mqtts:')
    const account = { user: 'me', password: 'secret' }
    const argument = { ...plain, url, topics: 'a', ...account }
    const { open, stop } = openWord(mqttSource, { ...argument, tls: { ca: cert }, retained: true })
    const sender = await mqtt.connectAsync(url, { username: 'me', password: 'secret', ca: readFileSync(cert) })
    await sender.publishAsync('a', message(5), { qos: 1, retain: true })
    expect(await valuesUntil(open().batches, 1, stop)).toEqual([5])

    const distrusting = openWord(mqttSource, argument)
    await expect(valuesUntil(distrusting.open().batches, 1)).rejects.toThrow(
      /mqtt.tls: expected a trusted certificate .*self-signed certificate; tls.ca/,
    )
    await expect(
      valuesUntil(openWord(mqttSource, { ...argument, tls: { ca: cert }, password: 'other' }).open().batches, 1),
    ).rejects.toThrow(/mqtt.user: .*Not authorized.*check user and password/)
    await sender.endAsync()
  })
})
