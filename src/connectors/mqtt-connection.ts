import type { IClientOptions, MqttClient } from 'mqtt'
import * as z from 'zod/mini'
import { ConfigError } from '../errors.ts'
import { shownAddress } from '../live/address.ts'
import { readTls, tlsOption } from '../live/tls.ts'
import { loadPeer } from '../peers/load-peer.ts'
import { optional, required } from '../words/option.ts'

/** The options with which both words named `mqtt` reach a broker. */
export const brokerOptions = {
  url: required(
    z.url({ protocol: /^(mqtts?|wss?)$/, error: 'the address of a broker such as mqtt://localhost:1883' }),
    'Address of the broker: mqtt://, mqtts:// with TLS, or ws:// and wss:// for MQTT over WebSocket.',
  ),
  user: optional(z.string(), 'Name of the user.'),
  password: optional(z.string(), 'Password of the user; a pipeline file takes it from a variable.'),
  clientId: optional(
    z.string().check(z.minLength(1), z.maxLength(65_535)),
    'Name by which the broker knows this run; no two clients may have the same.',
  ),
  tls: tlsOption,
}

/** Options of a connection, checked. */
export type BrokerOptions = z.output<z.ZodMiniObject<typeof brokerOptions>>

/** Milliseconds that a broker may take to accept a connection. */
const connectTimeout = 10_000
/** Seconds after which a silent broker is asked whether it is there. */
const keepalive = 30

/**
 * Connects to a broker, once.
 *
 * @param word for errors
 * @param more options of the client
 * @returns a client, which may not be connected yet; it does not connect again by itself
 * @throws ConfigError if `mqtt` is not installed, or a file of `tls` cannot be read
 */
export async function connectBroker(
  word: string,
  { url, user, password, clientId, tls }: BrokerOptions,
  resolve: (path: string) => string,
  more: IClientOptions,
): Promise<MqttClient> {
  const { default: mqtt } = await loadPeer('mqtt', word, () => import('mqtt'))
  return mqtt.connect(url, {
    ...{ connectTimeout, keepalive, reconnectPeriod: 0, resubscribe: false },
    ...(user === undefined ? {} : { username: user }),
    ...(password === undefined ? {} : { password }),
    ...(clientId === undefined ? {} : { clientId, clean: false }),
    ...(await readTls(word, tls, resolve)),
    ...more,
  })
}

/**
 * What a failed connection means.
 *
 * @returns a ConfigError if another try would not help
 */
export function brokerError(word: string, url: string, error: Error & { code?: number | string }): Error {
  const name = shownAddress(url)
  const refused = refusals.get(Number(error.code))
  if (refused === undefined) return error
  const [option, cure] = refused
  return new ConfigError([
    {
      where: `${word}.${option}:`,
      message: `expected ${name} to accept the connection, got "${error.message}"; ${cure}`,
    },
  ])
}

const password = ['user', 'check user and password'] as const
const id = ['clientId', 'name another'] as const
/** Answers of a broker to a connection that another try would not change: those of MQTT 3.1.1. */
const refusals = new Map<number, readonly [string, string]>([
  [2, id],
  [4, password],
  [5, password],
])
