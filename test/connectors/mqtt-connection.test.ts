import { describe, expect, it } from 'vitest'
import { brokerError, connectBroker } from '../../src/connectors/mqtt-connection.ts'
import { ConfigError } from '../../src/errors.ts'
import { aedes } from '../peers/brokers.ts'

const resolve = (path: string) => path

describe('connectBroker', () => {
  it('keeps a session for a client with a name, and none for one without', async () => {
    const peer = await aedes()
    const sessions: boolean[] = []
    peer.broker.on('client', (client) => sessions.push((client as unknown as { clean: boolean }).clean))
    for (const clientId of ['me', undefined]) {
      const client = await connectBroker('mqtt', { url: peer.url, clientId }, resolve, {})
      await new Promise<void>((done) => client.once('connect', () => done()))
      await client.endAsync()
    }
    expect(sessions).toEqual([false, true])
  })

  it('names a file that cannot be read', async () => {
    const options = { url: 'mqtts://localhost', tls: { ca: 'nowhere.pem' } }
    await expect(connectBroker('mqtt', options, resolve, {})).rejects.toThrow(/mqtt.tls.ca: .*nowhere.pem/)
  })
})

describe('brokerError', () => {
  const refused = (code: number | string) =>
    brokerError('mqtt', 'mqtt://me:secret@host', Object.assign(new Error('no'), { code }))

  it('says what to do if another try would not help, without the password', () => {
    expect(refused(4)).toBeInstanceOf(ConfigError)
    expect(refused(4).message).toBe(
      'mqtt.user: expected mqtt://host to accept the connection, got "no"; check user and password',
    )
    expect(refused(2).message).toContain('mqtt.clientId: ')
  })

  it('is the same error if another try may help', () => {
    for (const code of [3, 'ECONNREFUSED']) expect(refused(code)).not.toBeInstanceOf(ConfigError)
  })
})
