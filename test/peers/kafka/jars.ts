import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const pom = fileURLToPath(new URL('pom.xml', import.meta.url))
const version = /kafka_[\d.]+<\/artifactId>\s*<version>([^<]+)/.exec(readFileSync(pom, 'utf8'))![1]!
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'rxcast', `kafka-${version}`)

/** The first Java version that can run the broker. */
const leastJava = 17

/** The command of Java. */
export const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java'

/** What a broker lacks on this machine, and how to get it; undefined if it can be started. */
export function missing(): string | undefined {
  const cure = `apt-get install default-jre-headless maven, or set JAVA_HOME to a Java ${leastJava} or newer`
  let found: string
  try {
    found = execFileSync(java, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return `expected Java ${leastJava} or newer for a Kafka broker, got none; ${cure}`
  }
  const major = Number(/\d+/.exec(found)?.[0])
  if (!(major >= leastJava)) return `expected Java ${leastJava} or newer for a Kafka broker, got ${major}; ${cure}`
  const hasMaven = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'mvn')))
  return existsSync(cache) || hasMaven
    ? undefined
    : `expected Maven, which fetches a Kafka broker, got no such command; ${cure}`
}

/**
 * Fetches the jars of a broker through Maven into the user's cache, unless they are there.
 *
 * @returns their class path
 */
export async function jars(): Promise<string> {
  if (!existsSync(cache)) {
    mkdirSync(dirname(cache), { recursive: true })
    const folder = mkdtempSync(`${cache}-`)
    try {
      const copy = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`]
      await promisify(execFile)('mvn', ['-q', '-B', '-f', pom, ...copy])
      renameSync(folder, cache)
    } catch (error) {
      rmSync(folder, { recursive: true })
      // Another process may have been faster.
      if (!existsSync(cache)) throw new Error(`expected Maven to fetch a Kafka broker, got: ${messageOf(error)}`)
    }
  }
  return join(cache, '*')
}

function messageOf(error: unknown): string {
  const { stdout, message } = error as { stdout?: string; message: string }
  return stdout?.split('\n').find((line) => line.includes('ERROR')) ?? message
}
