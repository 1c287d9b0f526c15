import { join } from 'node:path'

/** Listeners in the order of their ports. That of a relay is without TLS and SASL. */
export const listeners = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL', 'RELAY'] as const
export type Listener = (typeof listeners)[number]

export interface Security {
  /** A certificate and its key, as PEM, for listeners with TLS. */
  readonly tls?: { readonly cert: string; readonly key: string }
  /** A user for listeners with SASL: PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512. */
  readonly user?: { readonly username: string; readonly password: string }
}

/** Where a node has its data and its ports. */
export interface NodePlace {
  readonly folder: string
  readonly ports: Readonly<Partial<Record<Listener, number>>>
  readonly controller: number
  /** Port at which a relay passes on to the listener RELAY. */
  readonly relay: number
}

/** Settings that are the same for all nodes: few threads, short times, small caches. */
export function clusterSettings(nodes: number, voters: string): Record<string, string | number> {
  return {
    'process.roles': 'broker,controller',
    'controller.quorum.voters': voters,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': ['CONTROLLER', 'RELAY']
      .map((kind) => `${kind}:PLAINTEXT`)
      .concat(listeners.filter((kind) => kind !== 'RELAY').map((kind) => `${kind}:${kind}`))
      .join(','),
    'num.network.threads': 2,
    'num.io.threads': 2,
    'num.recovery.threads.per.data.dir': 2,
    'log.cleaner.threads': 1,
    'log.cleaner.dedupe.buffer.size': 33_554_432,
    'log.cleaner.backoff.ms': 1000,
    'auto.create.topics.enable': 'false',
    'default.replication.factor': nodes,
    'min.insync.replicas': nodes > 1 ? 2 : 1,
    'offsets.topic.num.partitions': 8,
    'offsets.topic.replication.factor': nodes,
    'transaction.state.log.num.partitions': 8,
    'transaction.state.log.replication.factor': nodes,
    'transaction.state.log.min.isr': nodes > 1 ? 2 : 1,
    'share.coordinator.state.topic.replication.factor': nodes,
    'share.coordinator.state.topic.min.isr': nodes > 1 ? 2 : 1,
    // A node that was killed is admitted again only after this time; the broker's default is 9000, the least 6000.
    'broker.session.timeout.ms': 6000,
    'transaction.abort.timed.out.transaction.cleanup.interval.ms': 1000,
    'group.initial.rebalance.delay.ms': 0,
    // The broker's default is 6000; tests of a shorter session need it.
    'group.min.session.timeout.ms': 1000,
  }
}

/** Settings of one node: its listeners, folder, certificate and users. */
export function nodeSettings(id: number, node: NodePlace, { tls, user }: Security) {
  const at = (ports: NodePlace['ports']) => Object.entries(ports).map(([kind, port]) => `${kind}://127.0.0.1:${port}`)
  const advertised = { ...node.ports, ...(node.ports.RELAY && { RELAY: node.relay }) }
  const login = 'org.apache.kafka.common.security'
  return {
    'node.id': id,
    listeners: [...at(node.ports), `CONTROLLER://127.0.0.1:${node.controller}`].join(','),
    'advertised.listeners': at(advertised).join(','),
    'log.dirs': join(node.folder, 'data'),
    ...(tls && {
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.certificate.chain': tls.cert.trim(),
      'ssl.keystore.key': tls.key.trim(),
    }),
    ...(user && {
      'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
      ...Object.fromEntries(
        listeners
          .filter((kind) => kind in node.ports && kind.startsWith('SASL'))
          .flatMap((kind) => {
            const name = `listener.name.${kind.toLowerCase()}`
            const scram = `${login}.scram.ScramLoginModule required;`
            return [
              [
                `${name}.plain.sasl.jaas.config`,
                `${login}.plain.PlainLoginModule required user_${user.username}="${user.password}";`,
              ],
              [`${name}.scram-sha-256.sasl.jaas.config`, scram],
              [`${name}.scram-sha-512.sasl.jaas.config`, scram],
            ]
          }),
      ),
    }),
  }
}
