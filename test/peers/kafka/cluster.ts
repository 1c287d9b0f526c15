import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { jars, java } from './jars.ts'
import { answers } from './ready.ts'

export interface ClusterOptions {
  /** Number of nodes, each of them broker and controller. */
  readonly nodes?: 1 | 3
  /** Folder of their data; a temporary one that `stop` deletes if it is not given. */
  readonly folder?: string
  /** Port of the first node; free ones if it is not given. */
  readonly port?: number
  /** A certificate and its key, as PEM, for listeners with TLS. */
  readonly tls?: { readonly cert: string; readonly key: string }
  /** A user for listeners with SASL: PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512. */
  readonly user?: { readonly username: string; readonly password: string }
  /** Further settings of the brokers, such as `group.min.session.timeout.ms`. */
  readonly settings?: Readonly<Record<string, string | number>>
}

/** Listeners in the order of their ports. */
const listeners = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'] as const
type Listener = (typeof listeners)[number]

/** Small and soon ready, rather than fast for long. */
const flags = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData', '-Xshare:auto', '-Xms64m', '-Xmx320m']
/** A shell that ends the broker with the process that has started it, whatever ends that. */
const guard = `exec 4<&0
"$@" </dev/null 3>&- 4<&- & broker=$!
echo $broker >&3
{ read -r end <&4; kill -9 $broker; } 3>&- & watch=$!
wait $broker
kill $watch`

interface Node {
  readonly folder: string
  readonly ports: Readonly<Partial<Record<Listener, number>>>
  readonly controller: number
  process?: { readonly shell: ChildProcess; readonly pid: number } | undefined
}

/** Kafka on free ports of loopback, as one node or three. */
export class Cluster {
  private readonly classPath: string
  private readonly folder: string
  private readonly isTemporary: boolean
  private readonly nodes: readonly Node[]

  private constructor(classPath: string, folder: string, isTemporary: boolean, nodes: readonly Node[]) {
    this.classPath = classPath
    this.folder = folder
    this.isTemporary = isTemporary
    this.nodes = nodes
  }

  /** Starts a cluster; resolves when all of its nodes answer. */
  static async start(options: ClusterOptions = {}): Promise<Cluster> {
    const classPath = await jars()
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'rxcast-kafka-'))
    const kinds = listeners.filter(
      (kind) => (options.tls || !kind.endsWith('SSL')) && (options.user || !kind.startsWith('SASL')),
    )
    const count = options.nodes ?? 1
    const free = await freePorts((kinds.length + 1) * count)
    const nodes = Array.from({ length: count }, (_, i) => {
      const ports = Object.fromEntries(kinds.map((kind) => [kind, free.pop()!]))
      const first = options.port === undefined ? {} : { PLAINTEXT: options.port + i }
      return { folder: join(folder, `node-${i + 1}`), ports: { ...ports, ...first }, controller: free.pop()! }
    })
    const voters = nodes.map(({ controller }, i) => `${i + 1}@127.0.0.1:${controller}`).join(',')
    for (const [i, node] of nodes.entries()) {
      mkdirSync(node.folder, { recursive: true })
      const settings = { ...common(count, voters), ...ofNode(i + 1, node, options), ...options.settings }
      const lines = Object.entries(settings).map(
        ([name, value]) => `${name}=${String(value).replaceAll('\n', '\\n')}\n`,
      )
      writeFileSync(join(node.folder, 'server.properties'), lines.join(''))
    }
    const cluster = new Cluster(classPath, folder, options.folder === undefined, nodes)
    await Promise.all(nodes.map((node) => cluster.format(node, options.user)))
    for (const i of nodes.keys()) await cluster.spawn(i)
    await cluster.ready()
    return cluster
  }

  /** Addresses of the nodes' listeners of a kind. */
  brokers(kind: Listener = 'PLAINTEXT'): string[] {
    return this.nodes.map(({ ports }) => `127.0.0.1:${ports[kind]}`)
  }

  /** Process ids of the nodes that run. */
  get pids(): number[] {
    return this.nodes.flatMap(({ process }) => process?.pid ?? [])
  }

  /** Kills a node at once, as SIGKILL does. */
  async kill(i = 0): Promise<void> {
    const node = this.nodes[i]!
    const shell = node.process?.shell
    node.process = undefined
    if (!shell || shell.exitCode !== null) return
    const exit = once(shell, 'exit')
    shell.stdin!.end()
    await exit
  }

  /** Starts a node that was killed, with the data that it had; resolves when it answers. */
  async restart(i = 0): Promise<void> {
    await this.spawn(i)
    await this.ready()
  }

  /** Bytes of the records of a topic that the first node has on its disk. */
  bytesOf(topic: string): number {
    const data = join(this.nodes[0]!.folder, 'data')
    const folders = readdirSync(data).filter((name) => new RegExp(`^${topic}-\\d+$`).test(name))
    const segments = folders.flatMap((name) =>
      readdirSync(join(data, name)).flatMap((file) => (file.endsWith('.log') ? join(data, name, file) : [])),
    )
    return segments.reduce((sum, path) => sum + statSync(path).size, 0)
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((_, i) => this.kill(i)))
    if (this.isTemporary) rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }

  private async format({ folder }: Node, user: ClusterOptions['user']): Promise<void> {
    const scram = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) =>
      user ? ['--add-scram', `${mechanism}=[name=${user.username},password=${user.password}]`] : [],
    )
    const tool = ['kafka.tools.StorageTool', 'format', '--ignore-formatted', '-t', 'cnhjYXN0LXRlc3RzLi4uLg', ...scram]
    await promisify(execFile)(java, [...this.start, ...tool, '-c', join(folder, 'server.properties')])
  }

  private get start(): string[] {
    return [...flags, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', this.classPath]
  }

  private async spawn(i: number): Promise<void> {
    const node = this.nodes[i]!
    const log = openSync(join(node.folder, 'log.txt'), 'a')
    const args = [...this.start, 'kafka.Kafka', join(node.folder, 'server.properties')]
    const shell = spawn('sh', ['-c', guard, 'sh', java, ...args], {
      stdio: ['pipe', log, log, 'pipe'],
      detached: true,
    })
    closeSync(log)
    const [pid] = await once(shell.stdio[3]!, 'data')
    node.process = { shell, pid: Number(pid) }
  }

  /** Waits until all nodes that were started answer. */
  private async ready(): Promise<void> {
    for (const node of this.nodes) {
      while (node.process && !(await answers(node.ports.PLAINTEXT!))) {
        if (node.process.shell.exitCode !== null) throw new Error(`expected a broker, got its end: ${logOf(node)}`)
        await delay(50)
      }
    }
  }
}

/** Settings that are the same for all nodes: few threads, short times, small caches. */
function common(nodes: number, voters: string): Record<string, string | number> {
  return {
    'process.roles': 'broker,controller',
    'controller.quorum.voters': voters,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': ['CONTROLLER:PLAINTEXT', ...listeners.map((kind) => `${kind}:${kind}`)].join(','),
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

function ofNode(id: number, node: Node, options: ClusterOptions) {
  const own = Object.entries(node.ports).map(([kind, port]) => `${kind}://127.0.0.1:${port}`)
  const login = 'org.apache.kafka.common.security'
  const { tls, user } = options
  return {
    'node.id': id,
    listeners: [...own, `CONTROLLER://127.0.0.1:${node.controller}`].join(','),
    'advertised.listeners': own.join(','),
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

const logOf = ({ folder }: Node) => readFileSync(join(folder, 'log.txt'), 'utf8').slice(-2000)

/** Ports that are free now, all of them at once so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  for (const server of servers) server.close()
  await Promise.all(servers.map((server) => once(server, 'close')))
  return ports
}
