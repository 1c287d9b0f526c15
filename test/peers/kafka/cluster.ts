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
import type { Route } from './relay.ts'
import { clusterSettings, type Listener, listeners, type NodePlace, nodeSettings, type Security } from './settings.ts'

export interface ClusterOptions extends Security {
  /** Number of nodes, each of them broker and controller. */
  readonly nodes?: 1 | 3
  /** Whether they can be reached through a relay, too. */
  readonly relayed?: boolean
  /** Folder of their data; a temporary one that `stop` deletes if it is not given. */
  readonly folder?: string
  /** Port of the first node; free ones if it is not given. */
  readonly port?: number
  /** Further settings of the brokers, such as `group.min.session.timeout.ms`. */
  readonly settings?: Readonly<Record<string, string | number>>
}

/** Small and soon ready, rather than fast for long. */
const flags = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData', '-Xshare:auto', '-Xms64m', '-Xmx320m']
/** A shell that ends the broker with the process that has started it, whatever ends that. */
const guard = `exec 4<&0
"$@" </dev/null 3>&- 4<&- & broker=$!
echo $broker >&3
{ read -r end <&4; kill -9 $broker; } 3>&- & watch=$!
wait $broker
kill $watch`

interface Node extends NodePlace {
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
      (kind) =>
        (options.tls || !kind.endsWith('SSL')) &&
        (options.user || !kind.startsWith('SASL')) &&
        (options.relayed || kind !== 'RELAY'),
    )
    const count = options.nodes ?? 1
    const free = await freePorts((kinds.length + 2) * count)
    const nodes = Array.from({ length: count }, (_, i) => {
      const ports = Object.fromEntries(kinds.map((kind) => [kind, free.pop()!]))
      const first = options.port === undefined ? {} : { PLAINTEXT: options.port + i }
      const [controller, relay] = [free.pop()!, free.pop()!]
      return { folder: join(folder, `node-${i + 1}`), ports: { ...ports, ...first }, controller, relay }
    })
    const voters = nodes.map(({ controller }, i) => `${i + 1}@127.0.0.1:${controller}`).join(',')
    for (const [i, node] of nodes.entries()) {
      mkdirSync(node.folder, { recursive: true })
      const settings = { ...clusterSettings(count, voters), ...nodeSettings(i + 1, node, options), ...options.settings }
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

  /** For a relay to the nodes. */
  get routes(): Route[] {
    return this.nodes.map(({ ports, relay }) => ({ port: relay, target: ports.RELAY! }))
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
