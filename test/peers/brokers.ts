import { spawn } from 'node:child_process'
import { pbkdf2Sync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { Aedes, type AedesOptions } from 'aedes'
import { onTestFinished } from 'vitest'
import { until } from '../until.ts'

/** A broker in this process. */
export async function aedes(options: AedesOptions = {}, port = 0) {
  const broker = await Aedes.createBroker(options)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    broker.handle(socket)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const own = (server.address() as AddressInfo).port
  const publish = (topic: string, payload: string | Buffer, more: { qos?: 0 | 1 | 2; retain?: boolean } = {}) =>
    new Promise<void>((resolve, reject) =>
      broker.publish({ cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false, ...more }, (error) =>
        error ? reject(error) : resolve(),
      ),
    )
  /** Drops all connections, but keeps what it holds for its clients. */
  const drop = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  const close = async () => {
    drop()
    server.close()
    await new Promise<void>((resolve) => broker.close(resolve))
  }
  onTestFinished(close)
  return { broker, url: `mqtt://127.0.0.1:${own}`, port: own, publish, drop, close }
}

/** The command of the broker, which Debian keeps where only root looks; undefined if it is not installed. */
const mosquittoPath = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/sbin',
  '/usr/local/sbin',
  '/opt/homebrew/sbin',
]
  .map((folder) => join(folder, 'mosquitto'))
  .find((path) => existsSync(path))

/** Whether tests with mosquitto run. Under CI it must be there, unless .ci/run could not install it. */
export function mosquittoRuns(): boolean {
  if (mosquittoPath !== undefined) return true
  if (process.env.CI === 'true' && !process.env.WITHOUT_SERVICES)
    throw new Error('expected mosquitto, got no such command; apt-get install mosquitto')
  console.error('SKIPPED: tests with mosquitto, which is not installed; apt-get install mosquitto')
  return false
}

/** A mosquitto in a folder of its own, which can be killed and started again with what it holds. */
export async function mosquitto(config = 'allow_anonymous true', files: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-mosquitto-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const port = await freePort()
  const lines = [
    `listener ${port} 127.0.0.1`,
    'persistence true',
    `persistence_location ${folder}/`,
    'autosave_interval 1',
    'autosave_on_changes true',
    // As root it would become another user, who may not read the folder.
    'user root',
    config.replaceAll('FOLDER', folder),
  ]
  writeFileSync(join(folder, 'mosquitto.conf'), `${lines.join('\n')}\n`)
  const begin = async () => {
    const child = spawn(mosquittoPath!, ['-c', join(folder, 'mosquitto.conf'), '-v'])
    let log = ''
    child.stderr.on('data', (text) => {
      log += text
    })
    await until(() => log.includes('running') || child.exitCode !== null, 'mosquitto to run')
    if (child.exitCode !== null) throw new Error(log)
    return child
  }
  let child = await begin()
  const kill = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  onTestFinished(() => kill('SIGKILL'))
  return {
    folder,
    port,
    url: `mqtt://127.0.0.1:${port}`,
    kill,
    async start() {
      child = await begin()
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** A password as the file of users of mosquitto has it. */
export function hashed(password: string): string {
  const salt = randomBytes(12)
  const hash = pbkdf2Sync(password, salt, 101, 64, 'sha512')
  return `$7$101$${salt.toString('base64')}$${hash.toString('base64')}`
}
