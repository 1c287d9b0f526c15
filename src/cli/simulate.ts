import { existsSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { ConfigError } from '../errors.ts'
import { openOutlet, type Way } from '../simulate/open-outlet.ts'
import type { Outlet } from '../simulate/outlet.ts'
import { play } from '../simulate/play.ts'
import { timedRows } from '../simulate/timed-rows.ts'
import { demandFeed } from './demand-feed.ts'
import { exitCode } from './exit-code.ts'
import { feedPipeline, feedReport, type PlayedFile, rowsPlayed } from './feed-report.ts'
import { inputFile } from './input-file.ts'
import { Interruption } from './interruption.ts'
import { ProgressLine } from './progress.ts'
import { startRun } from './start-run.ts'
import type { Terminal } from './terminal.ts'

export interface SimulateOptions {
  /** A broker of its own, or the address of one that runs. */
  readonly mqtt?: string | true
  /** Addresses of brokers of Kafka. */
  readonly kafka?: string
  readonly ws?: true
  readonly http?: true
  readonly speed: number
  readonly repeat?: boolean
  readonly now?: boolean
  readonly port?: number
  readonly topic?: string
  readonly retain?: boolean
  /** Columns that are the key of a record of Kafka. */
  readonly key?: readonly string[]
  readonly partitions?: number
  readonly time?: readonly string[]
  readonly target?: readonly string[]
  readonly by?: readonly string[]
  readonly zone?: string
  /** Where to write a pipeline for the feed. */
  readonly init?: string
  readonly force?: boolean
  /** A pipeline to run against the feed. */
  readonly run?: string
}

/**
 * `rxcast simulate FILE`: plays a file as a live feed.
 *
 * @returns the exit code
 * @throws ConfigError if an option is invalid, or the pipeline to run reads something else; DataError if there are no rows to play
 */
export async function simulate(given: string, options: SimulateOptions, terminal: Terminal): Promise<number> {
  const { init, repeat = false, now = false, speed } = options
  const wayWith = wayOf(options)
  if (init !== undefined && existsSync(init) && !options.force)
    throw problem(`--init: expected a file that does not exist yet, got "${init}"; overwrite it with --force`)
  const interruption = new Interruption(process)
  const line = new ProgressLine(basename(given), terminal, performance.now())
  let outlet: Outlet | undefined
  try {
    const file = await inputFile(given, interruption.stop, (bytes) => line.bytes(bytes, performance.now()))
    const { time, target: targets, by, zone } = options
    const rows = { ...(zone === undefined ? {} : { zone }) }
    const timed = await timedRows(file.path, file.open, { time, targets, by, rows }).finally(() => file.close())
    const way = wayWith(file.title, timed.by)
    outlet = await openOutlet(way, options.port)
    const feed: PlayedFile = { name: given, title: file.title, timed, way, address: outlet.address, speed, repeat, now }
    if (init !== undefined) writeFileSync(init, feedPipeline(feed, init))
    if (options.run !== undefined) demandFeed(options.run, outlet.address, typeof options.mqtt === 'string')
    line.clear()
    terminal.out(feedReport(feed, { init, run: options.run }, terminal))

    const running = options.run === undefined ? undefined : startRun(options.run, interruption)
    const over = new AbortController()
    const ended = Promise.race([interruption.wait(), ...(running ? [running] : [])])
    void ended.then(() => over.abort())
    await Promise.race([outlet.heard, ended])
    line.restart(performance.now())
    const sent = await play(timed, outlet, {
      ...{ speed, repeat, now, signal: over.signal },
      onRow: ({ sent }) => {
        const fraction = repeat ? undefined : sent / timed.rows.length
        line.update({ rows: sent, fraction }, performance.now())
      },
    })
    line.clear()
    if (running && !over.signal.aborted) {
      // The run stays connected: it would look for a feed that is gone.
      terminal.err(`${rowsPlayed(sent)}, the file has ended; Ctrl-C ends the run\n`)
      await ended
    } else terminal.err(`${rowsPlayed(sent)}${over.signal.aborted ? '' : ', the file has ended'}\n`)
    const lost = await outlet.close(over.signal)
    outlet = undefined
    if (lost !== undefined) terminal.err(`${lost}\n`)
    if (running) return await running
    return over.signal.aborted ? interruption.code : exitCode.done
  } catch (error) {
    if (interruption.stop.aborted && outlet === undefined) return interruption.code
    throw error
  } finally {
    line.clear()
    interruption.end()
    await outlet?.close(AbortSignal.abort())
  }
}

/** The way that is asked for, once the title of the file and the columns that tell its series apart are known. */
function wayOf(options: SimulateOptions): (title: string, by: readonly string[]) => Way {
  const { mqtt, kafka, ws, http, topic, retain, key, partitions } = options
  const asked = Object.entries({ mqtt, kafka, ws, http }).flatMap(([name, way]) => (way === undefined ? [] : [name]))
  if (asked.length !== 1)
    throw problem(`expected one of --mqtt, --kafka, --ws and --http, got ${asked.length === 0 ? 'none' : asked.length}`)
  const demand = (ways: string, name: string, given: unknown) => {
    if (given !== undefined && !ways.includes(asked[0]!))
      throw problem(`expected ${ways} with --${name}, got --${asked[0]}`)
  }
  demand('--mqtt or --kafka', 'topic', topic)
  demand('--mqtt', 'retain', retain)
  demand('--kafka', 'key', key)
  demand('--kafka', 'partitions', partitions)
  if (ws) return () => ({ ws })
  if (http) return () => ({ http })
  if (kafka !== undefined)
    return (title, by) => ({
      kafka: { brokers: kafka, topic: topic ?? title.replace(/[^\w.-]/g, '-'), key: key ?? by, partitions },
    })
  return (title, by) => {
    const defaultTopic = [title, ...by.map((name) => `{${name}}`)].join('/')
    return { mqtt: mqtt!, topic: topic ?? defaultTopic, retain: retain ?? false }
  }
}

const problem = (message: string) => new ConfigError([{ where: 'simulate:', message }])
