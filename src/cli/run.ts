import { relative, resolve } from 'node:path'
import { loadPipeline } from '../pipeline/load-pipeline.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { runPipeline } from '../pipeline/run-pipeline.ts'
import type { Dashboard } from '../server/dashboard.ts'
import { errorJson } from './error-json.ts'
import { exitCode, exitCodeOf } from './exit-code.ts'
import { Interruption } from './interruption.ts'
import { ProgressLine } from './progress.ts'
import { sayError } from './say-error.ts'
import { scoreJson } from './score-json.ts'
import { scoreReport } from './score-report.ts'
import type { Terminal } from './terminal.ts'

export interface RunVerbOptions {
  readonly json?: boolean
  readonly quiet?: boolean
  readonly explain?: boolean
  readonly strict?: boolean
  readonly seed?: number
  /** Port; true if none was named. */
  readonly dashboard?: boolean | number
  /** Address to bind the dashboard to, instead of the pipeline's; turns the dashboard on. */
  readonly host?: string
  readonly speed?: number
}

/**
 * `rxcast run PIPELINE`: runs a pipeline and prints its scores.
 *
 * @returns the exit code
 */
export async function run(file: string, options: RunVerbOptions, terminal: Terminal): Promise<number> {
  const { quiet = false, json = false, explain = false, seed, strict, speed } = options
  const pipeline = loadPipeline(file)
  const dim = (text: string) => terminal.paint('dim', text, 'err')
  const say = (text: string) => {
    if (!quiet) terminal.err(`${text}\n`)
  }
  const line = new ProgressLine(pipeline.name, terminal, performance.now())
  let running = true
  const interruption = new Interruption(process, () => {
    if (!running) return
    line.clear()
    say('stopping: forecasting the rows read so far; press Ctrl-C again to cancel')
  })
  let dashboard: Dashboard | undefined
  try {
    dashboard = await startedDashboard(pipeline, options)
    for (const url of dashboard ? [dashboard.url, ...dashboard.elsewhere] : []) {
      terminal.err(`${terminal.paint('bold', 'dashboard', 'err')} ${url}\n`)
    }
    const outcome = await runPipeline(pipeline, {
      seed,
      strict,
      speed,
      stop: interruption.stop,
      cancel: interruption.cancel,
      onlooker: dashboard,
      onProgress: quiet ? undefined : (progress) => line.update(progress, performance.now()),
    })
    running = false
    line.clear()
    if (interruption.unread) return exitCode.done

    if (outcome.added.length > 0) say(dim(`put in: ${outcome.added.join(', ')}`))
    for (const warning of outcome.warnings) say(`${terminal.paint('bold', 'note', 'err')} ${warning}`)
    if (explain) for (const note of outcome.notes) say(dim(note))
    // If forecasts go to standard output, nothing else may, since programs read it.
    const print = takesStdout(pipeline) ? terminal.err : terminal.out
    if (json) print(scoreJson(outcome))
    else if (!quiet) print(scoreReport(outcome, terminal.paint))
    const outputs = outcome.outputs.map((path) => relative('.', resolve(pipeline.folder, path)))
    if (outputs.length > 0) say(`wrote ${outputs.join(', ')}`)

    if (outcome.failure) throw outcome.failure
    if (outcome.stopped) say('stopped by Ctrl-C: everything read until then is written')
    else if (dashboard) {
      say(dim('the dashboard stays open until Ctrl-C'))
      await interruption.wait()
      return exitCode.done
    }
    return outcome.stopped ? exitCode.interrupted : exitCode.done
  } catch (error) {
    line.clear()
    if (interruption.unread) {
      if (!writesFile(pipeline)) return exitCode.done
      terminal.err('cancelled: standard output was closed; no file was written\n')
      return exitCode.failed
    }
    if (!interruption.cancel.aborted) {
      if (!json || !takesStdout(pipeline)) throw error
      terminal.err(errorJson(error))
      sayError(error, terminal)
      return exitCodeOf(error)
    }
    say('cancelled: no file was written')
    return exitCode.interrupted
  } finally {
    interruption.end()
    await dashboard?.close()
  }
}

async function startedDashboard(pipeline: Pipeline, options: RunVerbOptions): Promise<Dashboard | undefined> {
  const { dashboard } = pipeline.settings
  const wanted = options.dashboard ?? (options.host === undefined ? dashboard : true)
  if (wanted === false || wanted === undefined) return undefined
  const settings = typeof dashboard === 'object' ? dashboard : typeof dashboard === 'number' ? { port: dashboard } : {}
  const port = typeof wanted === 'number' ? wanted : settings.port
  const { startDashboard } = await import('../server/dashboard.ts')
  const host = options.host ?? settings.host
  return startDashboard({
    title: pipeline.name,
    targets: pipeline.source.word.facts(pipeline.source.argument).targets,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
  })
}

const writes = ({ sinks }: Pipeline) => sinks.flatMap(({ word, argument }) => word.writes(argument))
const writesFile = (pipeline: Pipeline) => writes(pipeline).some((path) => path !== '-')
const takesStdout = (pipeline: Pipeline) => writes(pipeline).includes('-')
