import { dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { topicFor } from '../connectors/topic-for.ts'
import { DataError } from '../errors.ts'
import type { Look } from '../look/look.ts'
import { flowValue } from '../pipeline/flow.ts'
import { outline } from '../pipeline/outline.ts'
import type { Way } from '../simulate/open-outlet.ts'
import type { TimedRows } from '../simulate/timed-rows.ts'
import type { CsvOptions } from '../sources/options.generated.ts'
import { timeTaken } from './duration-words.ts'
import { whole } from './figures.ts'
import type { Terminal } from './terminal.ts'

/** A file that is played, and how. */
export interface PlayedFile {
  /** The file as the user wrote it. */
  readonly name: string
  readonly title: string
  readonly timed: TimedRows
  readonly way: Way
  readonly address: string
  readonly speed: number
  readonly repeat: boolean
  readonly now: boolean
}

/** What is served, and what to do in another terminal. */
export function feedReport(
  feed: PlayedFile,
  next: { init?: string | undefined; run?: string | undefined },
  terminal: Terminal,
) {
  const { name, timed, way, address, speed, repeat } = feed
  const { rows, by, left } = timed
  const length = rows.at(-1)!.due - rows[0]!.due
  const pace =
    speed === 1
      ? 'at its own speed'
      : Number.isFinite(speed)
        ? `${whole(speed)} times as fast as its own time`
        : 'as fast as possible'
  const series = new Set(rows.map(({ fields }) => by.map((column) => fields[column]).join('\u001f'))).size
  const seriesText = by.length === 0 ? '' : `, ${whole(series)} series by ${by.join(', ')}`
  const leftText = left === 0 ? '' : `, ${whole(left)} records left out that are not rows`
  const takes = Number.isFinite(speed) ? `: ${timeTaken(length / speed)}${repeat ? ' a round' : ''}` : ''
  const first = rows[0]!.fields
  const message = JSON.stringify(first)
  const topic = 'mqtt' in way ? `  topic ${way.topic}` : 'kafka' in way ? `  topic ${way.kafka.topic}` : ''
  const example = 'mqtt' in way ? `${topicFor(way.topic, first)} ${message}` : message
  const { init, run } = next
  const hint =
    run !== undefined
      ? []
      : init !== undefined
        ? ['', 'in another terminal:', `  rxcast run ${init} --dashboard`]
        : [
            '',
            'in another terminal, with this source in a pipeline file:',
            `  source: ${flowValue(sourceOf(feed))}`,
            '  rxcast run FILE.yaml --dashboard',
          ]
  const atOnce = 'kafka' in way || ('mqtt' in way && way.mqtt !== true)
  const start = atOnce ? [] : ['', 'it begins when somebody connects; Ctrl-C ends it']
  return `${[
    `playing ${name}: ${whole(rows.length)} rows${seriesText}${leftText}, ${pace}${takes}`,
    `${terminal.paint('bold', address)}${topic}`,
    `  ${example}`,
    ...hint,
    ...start,
  ].join('\n')}\n`
}

/** A pipeline for the feed, as `rxcast init` writes one for a file. @param path of the pipeline file */
export function feedPipeline(feed: PlayedFile, path: string): string {
  const { timed, title, now, speed } = feed
  const { look } = timed
  if (look instanceof DataError) throw look
  const schema = fileURLToPath(new URL('../../schema/pipeline.schema.json', import.meta.url))
  const found = {
    ...look,
    source: sourceOf(feed),
    left: [],
    checks: {},
    // In times of the present the steps are shorter.
    cadence: now && speed !== 1 ? undefined : look.cadence,
  }
  return outline(found as unknown as Look, {
    name: title,
    schema: relative(resolve(dirname(path)), schema)
      .split(sep)
      .join('/'),
  })
}

export const rowsPlayed = (sent: number) => `${whole(sent)} ${sent === 1 ? 'row' : 'rows'} played`

/** The source of a pipeline for the feed. */
function sourceOf({ timed, title, way, address, now, repeat }: PlayedFile) {
  const { time, by, look } = timed
  const { target, covariates, clock, timeFormat, zone }: Partial<CsvOptions> =
    look instanceof DataError ? {} : Object.values(look.source)[0]
  const set = (options: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const options = set({
    // Times that are moved are written in ISO 8601, in the first of their columns.
    ...(now || repeat ? { time: time[0] } : { time: time.length === 1 ? time[0] : time, clock, timeFormat, zone }),
    target: target ?? 'NAME',
    covariates,
    by: by.length === 0 ? undefined : by.length === 1 ? by[0] : by,
  })
  if ('ws' in way) return { webSocket: { url: address, ...options } }
  if ('http' in way) return { http: { url: address, ...options } }
  if ('kafka' in way)
    return { kafka: { brokers: address.split(','), topic: way.kafka.topic, group: title, ...options } }
  return { mqtt: { url: address, topics: way.topic, ...options } }
}
