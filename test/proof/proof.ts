import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { changelogSettings } from '../../src/kafka/topics.ts'
import { shardOf } from '../../src/series/shard-of.ts'
import { command, rxcast } from '../cli/command.ts'
import type { Cluster } from '../peers/kafka/cluster.ts'
import type { Relay } from '../peers/kafka/relay.ts'
import { type Differences, differences, type Published } from './differences.ts'
import type { Fault } from './faults.ts'
import { encoded, type Format, readings, schema } from './readings.ts'
import { Topics } from './topics.ts'
import { type Takeover, Watched } from './watched.ts'
import { Workers } from './workers.ts'

export interface ProofOptions {
  readonly brokers: readonly string[]
  /** Begins the names of topics; no other proof in the cluster may have it. */
  readonly name: string
  readonly stations: number
  readonly rows: number
  readonly partitions: number
  /** Copies of each partition. */
  readonly replicas: number
  /** How the values of the input are written. */
  readonly format?: Format
  /** Argument of the step `forecast`, as YAML. */
  readonly forecast: string
}

/** What one group of workers is to do. */
export interface GroupOptions {
  readonly fault: Fault
  /** The session of the group, such as `3s`. */
  readonly session: string
  /** Rows of a partition after which its state is committed. */
  readonly stateEvery?: number
  /** Records of a partition that are committed together, at most. */
  readonly batch?: number
  /** The cluster, for faults that concern it. */
  readonly cluster?: Cluster | undefined
  /** A network for workers, for faults that concern it. */
  readonly relay?: Relay | undefined
  /** Arguments of Node that start a worker instead of `rxcast worker`; the path of the pipeline is added. */
  readonly entry?: readonly string[]
  /** Whether the group may end before it has read all rows: for controls, which differ before that. */
  readonly endsEarly?: boolean
}

export interface Outcome {
  readonly outputs: Differences
  readonly deadLetters: Differences
  readonly rowsPerSecond: number
  readonly takeovers: readonly Takeover[]
  /** What the workers wrote. */
  readonly log: string
}

/** Compares what groups of workers publish with what one process does. */
export class Proof {
  private readonly options: ProofOptions
  private readonly topics: Topics
  private readonly folder = mkdtempSync(join(tmpdir(), 'rxcast-proof-'))
  private readonly input: string
  private expected: readonly Published[] = []
  private groups = 0

  private constructor(options: ProofOptions, topics: Topics) {
    this.options = options
    this.topics = topics
    this.input = `${options.name}-readings`
  }

  /** Produces the input, and finds out with one process over a file of the same rows what is to be published. */
  static async begin(options: ProofOptions): Promise<Proof> {
    const proof = new Proof(options, await Topics.connect(options.brokers))
    await proof.create(proof.input)
    const { format = 'json' } = options
    const messages = [...readings(options.stations, options.rows)].map((reading) => encoded(reading, format))
    await proof.topics.produce(proof.input, messages)
    writeFileSync(join(proof.folder, 'reading.avsc'), schema)
    await proof.runOnce()
    return proof
  }

  /** Lets a group of workers read all rows while a fault is at work, and compares what it has published. */
  async compare(options: GroupOptions): Promise<Outcome> {
    const { fault, session, stateEvery = 1, batch = 500, entry = [rxcast, 'worker'] } = options
    const group = `${this.options.name}-${++this.groups}`
    const [outputs, deadLetters] = [`${group}-forecasts`, `${group}-rejects`]
    await this.create(outputs)
    await this.create(deadLetters)
    await this.create(`${group}-state`, changelogSettings)
    const pipeline = this.pipeline(
      group,
      `kafka: { brokers: "\${BROKERS}", topic: ${this.input}, group: ${group}, ${columns}${valuesIn[this.options.format ?? 'json']} }`,
      `kafka: { brokers: "\${BROKERS}", topic: ${outputs} }`,
      `worker: { deadLetters: ${deadLetters}, session: ${session}, stateEvery: ${stateEvery}, batch: ${batch} }`,
    )
    const workers = new Workers([...entry, pipeline], this.options.brokers)
    const watched = new Watched(this.topics, group, this.input)
    try {
      await watched.begin(workers)
      await fault({
        workers,
        cluster: options.cluster,
        relay: options.relay,
        reached: (part) => watched.reached(part),
        takenOver: (what) => watched.takenOver(what),
        goesOn: () => watched.goesOn(),
        isDone: () => watched.isDone(),
      })
      if (!options.endsEarly) await watched.reached(1)
      await workers.stop()
    } finally {
      workers.kill()
      await watched.end()
    }
    return {
      outputs: differences(this.expected, await this.topics.committed(outputs)),
      deadLetters: await this.deadLetters(deadLetters),
      rowsPerSecond: watched.rowsPerSecond,
      takeovers: watched.takeovers,
      log: workers.log.join(''),
    }
  }

  async close(): Promise<void> {
    await this.topics.close()
    rmSync(this.folder, { recursive: true })
  }

  private create(topic: string, settings = {}): Promise<void> {
    return this.topics.create(topic, this.options.partitions, this.options.replicas, settings)
  }

  private pipeline(name: string, source: string, sink: string, ...settings: readonly string[]): string {
    const path = join(this.folder, `${name}.yaml`)
    writeFileSync(
      path,
      `source:
  ${source}
steps:
  - inOrder
  - fillGaps: 1h
  - forecast: ${this.options.forecast}
  - score
sinks:
  - ${sink}
shards: ${this.options.partitions}
${settings.join('\n')}
`,
    )
    return path
  }

  private async runOnce(): Promise<void> {
    const { name, stations, rows } = this.options
    const topic = `${name}-expected`
    await this.create(topic)
    const text = [...readings(stations, rows)].map(({ value }) => `${value}\n`).join('')
    writeFileSync(join(this.folder, 'readings.ndjson'), text)
    const pipeline = this.pipeline(
      topic,
      `ndjson: { path: readings.ndjson, ${columns} }`,
      `kafka: { brokers: [${this.options.brokers.join(', ')}], topic: ${topic} }`,
    )
    const { code, stderr } = await command(['run', pipeline], this.folder)
    if (code !== 0) throw new Error(`expected one process to run to its end, got ${code}: ${stderr.slice(-2000)}`)
    this.expected = await this.topics.committed(topic)
  }

  /** Every reading that cannot be used, once, with its offset and in the order of its partition; JSON also as it was. */
  private async deadLetters(topic: string): Promise<Differences> {
    const { stations, rows, partitions, format = 'json' } = this.options
    const raw = (text: string) => (format === 'json' ? text : '')
    const ends: number[] = new Array(partitions).fill(0)
    const expected: Published[] = []
    for (const { key, value, isPoison } of readings(stations, rows)) {
      const partition = shardOf(key, partitions)
      if (isPoison) expected.push({ partition, key: '', value: `${ends[partition]} ${raw(value)}` })
      ends[partition]!++
    }
    const actual = (await this.topics.committed(topic)).map(({ partition, value }) => {
      const letter = JSON.parse(value)
      return { partition, key: '', value: `${letter.offset} ${raw(letter.raw)}` }
    })
    return differences(expected, actual)
  }
}

const columns = 'time: time, target: value, by: station'
const valuesIn: Record<Format, string> = {
  json: '',
  csv: ', format: csv, columns: [station, time, value]',
  avro: ', format: avro, schema: reading.avsc',
}
