import { resolve } from 'node:path'
import wrapAnsi from 'wrap-ansi'
import { ConfigError } from '../errors.ts'
import type { Look } from '../look/look.ts'
import { definePipeline } from '../pipeline/define-pipeline.ts'
import { newestRows, pipelineOf } from '../pipeline/pipeline-of.ts'
import type { Outcome } from '../run/outcome.ts'
import { describeCounts } from '../series/ledger.ts'
import type { Scored } from '../series/scored.ts'
import { accuracyLines, naiveSeasons } from './accuracy-lines.ts'
import { timeTaken } from './duration-words.ts'
import { whole } from './figures.ts'
import { forecastJson, saidByLook } from './forecast-json.ts'
import { Interruption } from './interruption.ts'
import { lookReport } from './look-report.ts'
import { type LookVerbOptions, looked } from './looked.ts'
import { nextReport } from './next-report.ts'
import { perform } from './perform.ts'
import { RecentSeries } from './recent.ts'
import type { Terminal } from './terminal.ts'

export interface ForecastVerbOptions extends LookVerbOptions {
  /** File for the next forecasts. */
  readonly out?: string
  readonly json?: boolean
  readonly quiet?: boolean
  readonly dashboard?: boolean | number
  readonly host?: string
  readonly seed?: number
}

/**
 * `rxcast forecast FILE`: looks at a file, learns from it, and prints its future.
 *
 * @returns the exit code
 * @throws DataError if there is nothing to forecast; ConfigError if an option does not fit the file
 */
export async function forecast(given: string, options: ForecastVerbOptions, terminal: Terminal): Promise<number> {
  const { quiet = false, json = false, horizon, out, seed, all = false } = options
  const say = (text: string) => {
    if (!quiet && !json) terminal.err(text)
  }
  if (json && out === '-')
    throw new ConfigError([{ where: '--out', message: 'expected a file beside --json, got standard output' }])
  const found = await looked(given, options, terminal)
  if (found instanceof Interruption) {
    say(`stopped by ${found.cause} before anything was forecast\n`)
    return found.code
  }
  const { file, look } = found
  try {
    say(`${lookReport(given, look, terminal.paint)}${terminal.errIsScreen ? '\n' : ''}`)
    const newest = all ? undefined : newestRows(look)
    const tree = pipelineOf(look, {
      path: file.path,
      horizon,
      source: { ...inUtc(look), ...(newest === undefined ? {} : { newest }) },
      sinks: out === undefined ? [] : [{ csv: { path: out === '-' ? out : resolve(out), only: 'latest' } }],
    })
    const pipeline = definePipeline(tree, { name: file.title, folder: file.folder })
    const recent = new RecentSeries()
    const seasons = naiveSeasons(look)
    let begun = Number.NaN
    const write = (batch: readonly Scored[]) => {
      if (Number.isNaN(begun)) begun = performance.now()
      recent.write(batch, seasons)
    }
    const report = (outcome: Outcome) => {
      // With --json a run that failed ends with the error alone.
      if (json && outcome.failure) return
      if (json) terminal.out(forecastJson(given, look, outcome, recent))
      else {
        const rest = out === undefined ? 'all with --json, or --out f.csv' : `all in ${out}`
        // Standard output has the rows.
        const print = out === '-' ? say : (text: string) => terminal.out(text)
        print(`${nextReport(recent.all, outcome.series, { rest, cadence: outcome.cadence }, terminal)}\n`)
        for (const line of accuracyLines(recent, look)) print(`${wrapped(line, terminal)}\n`)
        say(`${terminal.paint('dim', describeCounts(outcome.rows), 'err')}\n`)
        say(olderLeftOut(outcome, newest, performance.now() - begun))
      }
    }
    const onWarning = (warning: string) => {
      if (!saidByLook(warning)) say(`${terminal.paint('bold', 'note', 'err')} ${warning}\n`)
    }
    return await perform(pipeline, { ...options, seed, onlookers: [{ write }], onWarning }, terminal, report)
  } finally {
    file.close()
  }
}

/** The older rows that were not learned from, and how long they would take. */
function olderLeftOut({ rows: { rows, leftOut } }: Outcome, newest: number | undefined, ms: number): string {
  const older = leftOut?.newest ?? 0
  if (newest === undefined || older === 0) return ''
  const all = timeTaken((ms / rows) * (rows + older))
  return `learned from the newest ${whole(newest)} rows of a series, not from ${whole(older)} older ones; --all takes about ${all}\n`
}

/** Times are shown as they are written: without an offset they need no zone. */
function inUtc({ source }: Look): { readonly zone?: 'UTC' } {
  const options = 'csv' in source ? source.csv : source.ndjson
  return options.zone === undefined && (options.clock ?? 'iso') === 'iso' ? { zone: 'UTC' } : {}
}

const wrapped = (line: string, { screen }: Terminal) => (screen ? wrapAnsi(line, screen.columns) : line)
