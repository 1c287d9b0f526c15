import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import type { TestProject } from 'vitest/node'
import { certificate } from '../certificate.ts'
import { Cluster } from './cluster.ts'
import { missing } from './jars.ts'
import type { Route } from './relay.ts'

/** The broker that all test files of a run share. */
export interface SharedKafka {
  /** Address of its listener without TLS and SASL, as `host:port`; then those with one of them, and with both. */
  readonly plain: string
  readonly tls: string
  readonly sasl: string
  readonly saslTls: string
  /** For a relay, of which there can be one at a time. */
  readonly routes: readonly Route[]
  /** Its certificate, as PEM. */
  readonly ca: string
  readonly username: string
  readonly password: string
}

/** The answer to a test file that asks for the broker. */
export type Answer = SharedKafka | { readonly missing: string }

declare module 'vitest' {
  interface ProvidedContext {
    /** The port on which a test file asks for the broker. */
    kafkaPort: number
  }
}

/** Runs once, before any worker: the broker is started when the first test asks for it, and ended after the last. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  let cluster: Promise<Cluster> | undefined
  const user = { username: 'weather', password: 'correct-horse' }
  const start = async (): Promise<SharedKafka> => {
    const lacks = missing()
    if (lacks !== undefined) throw new Error(lacks)
    const files = certificate()
    const tls = { cert: readFileSync(files.cert, 'utf8'), key: readFileSync(files.key, 'utf8') }
    cluster = Cluster.start({ tls, user, relayed: true })
    const brokers = await cluster
    return {
      plain: brokers.brokers()[0]!,
      tls: brokers.brokers('SSL')[0]!,
      sasl: brokers.brokers('SASL_PLAINTEXT')[0]!,
      saslTls: brokers.brokers('SASL_SSL')[0]!,
      routes: brokers.routes,
      ca: tls.cert,
      ...user,
    }
  }
  let answer: Promise<Answer> | undefined
  const server = createServer(async (socket: Socket) => {
    answer ??= start().catch(({ message }: Error) => {
      console.warn(`KAFKA CANNOT BE STARTED, its tests do not run: ${message}`)
      return { missing: message }
    })
    socket.end(JSON.stringify(await answer))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  provide('kafkaPort', (server.address() as { port: number }).port)
  return async () => {
    server.close()
    await (await cluster?.catch(() => undefined))?.stop()
  }
}
