// npm run proof:kafka -- --fault kill [--rows 200000] [--stations 1000] [--partitions 16] [--session 6s] [--lstm]
// With --kind as-it-is also what workers measure: commits, state, takeovers.
// By key and partition, the committed output of workers equals that of one process to the byte, whatever happens to them.
import { parseArgs } from 'node:util'
import { Cluster } from '../peers/kafka/cluster.ts'
import { Relay } from '../peers/kafka/relay.ts'
import { type FaultName, faults } from './faults.ts'
import { figuresOf } from './figures.ts'
import { Proof } from './proof.ts'
import { formats } from './readings.ts'

const { values: options } = parseArgs({
  options: {
    fault: { type: 'string', default: 'kill' },
    rows: { type: 'string', default: '200000' },
    stations: { type: 'string', default: '1000' },
    partitions: { type: 'string', default: '16' },
    session: { type: 'string', default: '6s' },
    'state-every': { type: 'string', default: '1' },
    format: { type: 'string', default: 'json' },
    lstm: { type: 'boolean', default: false },
    batch: { type: 'string', default: '500' },
    /** A worker of tests instead of `rxcast worker`. */
    kind: { type: 'string' },
    log: { type: 'boolean', default: false },
  },
})
const fault = faults[options.fault as FaultName]
if (!fault) throw new Error(`expected one of ${Object.keys(faults).join(', ')}, got ${options.fault}`)
const experts = ['persistence', 'drift', 'rls(3)', ...(options.lstm ? ['"lstm(rls(3), 0.001)"'] : [])]
const nodes = options.fault === 'broker-of-three' ? 3 : 1
const cluster = await Cluster.start({ nodes, relayed: true })
const relay = await Relay.start(cluster.routes)
try {
  const proof = await Proof.begin({
    brokers: cluster.brokers(),
    name: 'proof',
    stations: Number(options.stations),
    rows: Number(options.rows),
    partitions: Number(options.partitions),
    replicas: nodes,
    format: formats.find((format) => format === options.format) ?? 'json',
    forecast: `{ horizon: 2, season: none, experts: [${experts.join(', ')}], intervals: [0.8] }`,
  })
  const { log, ...outcome } = await proof.compare({
    ...{ fault, cluster, relay, session: options.session, stateEvery: Number(options['state-every']) },
    batch: Number(options.batch),
    // Two owners of a partition do not agree for long.
    endsEarly: options.fault === 'unfenced',
    ...(options.kind && { entry: ['--import', 'tsx', 'test/proof/worker.ts', options.kind] }),
  })
  await proof.close()
  if (options.log) console.error(log)
  const measured = options.kind && { ...figuresOf(log), changelogOnDiskMb: cluster.bytesOf('proof-1-state') / 1e6 }
  console.log(JSON.stringify({ ...options, ...outcome, ...measured }, undefined, 2))
  if (outcome.outputs.first || outcome.deadLetters.first) process.exitCode = 1
} finally {
  relay.close()
  await cluster.stop()
}
