import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, it } from 'vitest'

/** The folder of PostgreSQL's programs; undefined if it is not installed. */
const programs = [
  ...(existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [])
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => `/usr/lib/postgresql/${version}/bin`),
  ...(process.env.PATH ?? '').split(':'),
].find((folder) => existsSync(join(folder, 'initdb')))

/** In CI tests are not skipped, unless the packages could not be installed. */
const isDemanded = process.env.CI !== undefined && process.env.WITHOUT_SERVICES === undefined
/** `it` for a test that needs PostgreSQL: without it the test is skipped with a loud line, and fails in CI. */
export const itWithPostgres = programs !== undefined || isDemanded ? it : it.skip
if (programs === undefined)
  console.warn('POSTGRESQL IS NOT INSTALLED: its tests are skipped; apt-get install postgresql installs it')

/** PostgreSQL refuses to run as root. */
const user = (): { uid?: number; gid?: number } => {
  if (process.getuid?.() !== 0) return {}
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })))
  return { uid: uid!, gid: gid! }
}

/** A new cluster that was never started, made by the first test file that asks for it and kept for later ones. */
async function template(as: ReturnType<typeof user>): Promise<string> {
  const version = execFileSync(join(programs!, 'initdb'), ['--version'], { encoding: 'utf8' }).replaceAll(/[^\d.]/g, '')
  const made = join(tmpdir(), `rxcast-postgres-template-${version}-${as.uid ?? process.getuid?.()}`)
  const making = `${made}.making`
  while (!existsSync(made)) {
    try {
      mkdirSync(making)
    } catch {
      // Another test file makes it, or has begun to and was ended.
      if (existsSync(making) && Date.now() - statSync(making).mtimeMs > 60_000) rmSync(making, { recursive: true })
      await new Promise((resolve) => setTimeout(resolve, 20))
      continue
    }
    if (as.uid !== undefined) chownSync(making, as.uid, as.gid!)
    const options = ['-D', making, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync']
    execFileSync(join(programs!, 'initdb'), options, { ...as, cwd: making, stdio: 'ignore' })
    renameSync(making, made)
  }
  return made
}

/** A cluster of its own in a temporary folder. */
export class Postgres {
  private folder = ''
  private port = 0
  private server: ChildProcess | undefined

  private constructor() {}

  /** A cluster for the tests of a file: its server is started before them on a free port of loopback, and stopped after them. */
  static forTests(): Postgres {
    const postgres = new Postgres()
    beforeAll(async () => {
      if (itWithPostgres === it) await postgres.begin()
    }, 120_000)
    afterAll(() => postgres.stop())
    return postgres
  }

  private async begin(): Promise<void> {
    if (programs === undefined) throw new Error('expected PostgreSQL, got none; apt-get install postgresql installs it')
    this.folder = mkdtempSync(join(tmpdir(), 'rxcast-postgres-'))
    const as = user()
    if (as.uid !== undefined) chownSync(this.folder, as.uid, as.gid!)
    // As the owner of the files: a copy takes a tenth of the time of initdb.
    execFileSync('cp', ['-R', '-p', `${await template(as)}/.`, this.folder], { ...as, cwd: this.folder })
    this.port = await freePort()
    await this.restart()
  }

  get url(): string {
    return `postgres://test@127.0.0.1:${this.port}/postgres`
  }

  /** Starts the server. */
  async restart(): Promise<void> {
    const settings = ['fsync=off', 'listen_addresses=127.0.0.1', `unix_socket_directories=${this.folder}`]
    this.server = spawn(
      join(programs!, 'postgres'),
      ['-D', this.folder, '-p', String(this.port), ...settings.flatMap((setting) => ['-c', setting])],
      { ...user(), cwd: this.folder, stdio: 'ignore' },
    )
    while (this.server.exitCode === null) {
      try {
        await this.query('select 1')
        return
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    throw new Error(`expected a server, got exit code ${this.server.exitCode}`)
  }

  /** Ends the server: connections are cut at once. */
  async halt(): Promise<void> {
    const { server } = this
    if (!server || server.exitCode !== null || server.signalCode !== null) return
    const exit = once(server, 'exit')
    server.kill('SIGQUIT')
    await exit
  }

  async stop(): Promise<void> {
    await this.halt()
    if (this.folder !== '') rmSync(this.folder, { recursive: true, force: true })
  }

  /** Makes a new database; returns its address. */
  async database(name: string): Promise<string> {
    await this.query(`create database ${name}`)
    return this.url.replace(/postgres$/, name)
  }

  /** Cuts the connections that rxcast has to a database, and waits until they are gone. */
  async cut(url: string): Promise<void> {
    const { pathname } = new URL(url)
    await this.query(
      `select pg_terminate_backend(pid, 10000) from pg_stat_activity
        where application_name = 'rxcast' and datname = '${pathname.slice(1)}'`,
    )
  }

  /** Begins a transaction with a statement, and leaves it open. */
  async holding(text: string, url: string): Promise<{ release(): Promise<void> }> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(`begin; ${text}`)
    return { release: () => client.end() }
  }

  /** The rows that a statement returns. */
  async query(text: string, url = this.url): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
