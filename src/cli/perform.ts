import { relative, resolve } from 'node:path'
import { isLive } from '../pipeline/is-live.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { type KeepOptions, runPipeline } from '../pipeline/run-pipeline.ts'
import type { Overrides } from '../pipeline/survey.ts'
import type { Onlooker } from '../run/onlooker.ts'
import { together } from '../run/onlookers.ts'
import type { Outcome } from '../run/outcome.ts'
import { inOneLine } from '../series/printable.ts'
import { exitCode } from './exit-code.ts'
import { Interruption } from './interruption.ts'
import { ProgressLine } from './progress.ts'
import { RejectNotices } from './reject-notices.ts'
import type { Terminal } from './terminal.ts'
import { startWatchers, type WatcherOptions, type Watchers } from './watchers.ts'

/** Options of a run on the command line, whatever is run. */
export interface PerformOptions extends Overrides, KeepOptions, WatcherOptions {
  readonly quiet?: boolean | undefined
  readonly speed?: number | undefined
  /** Gets the address of what is served. */
  readonly onServed?: ((name: string, url: string) => void) | undefined
  /** Gets each warning once, as soon as it is known. */
  readonly onWarning?: ((warning: string) => void) | undefined
  /** Gets what a live run does. */
  readonly onNotice?: ((notice: string) => void) | undefined
}

/**
 * Runs a pipeline in the terminal: with progress, the dashboard if it is wanted, and an end by Ctrl-C.
 *
 * @param report prints the result
 * @returns the exit code
 */
export async function perform(
  pipeline: Pipeline,
  options: PerformOptions,
  terminal: Terminal,
  report: (outcome: Outcome) => void,
): Promise<number> {
  const { quiet = false, seed, strict, maxActive, maxMemory, threads, speed, checkpoint, fresh, from } = options
  const dim = (text: string) => terminal.paint('dim', text, 'err')
  const say = (text: string) => {
    if (!quiet) terminal.err(`${text}\n`)
  }
  const line = new ProgressLine(pipeline.name, terminal, performance.now())
  const warned = new Set<string>()
  const warn = (warning: string) => {
    warned.add(warning)
    line.clear()
    options.onWarning?.(warning)
  }
  const notices = new RejectNotices((text) => {
    line.clear()
    terminal.err(`${terminal.paint('bold', 'note', 'err')} ${inOneLine(text)}\n`)
  })
  let running = true
  const interruption = new Interruption(process, (cause) => {
    if (!running) return
    line.clear()
    const again = cause === 'Ctrl-C' ? 'press Ctrl-C again to cancel' : `a second ${cause} cancels`
    say(`stopping: forecasting the rows read so far; ${again}`)
  })
  let watchers: Watchers | undefined
  try {
    watchers = await startWatchers(pipeline, options)
    for (const [name, url] of watchers.urls) {
      options.onServed?.(name, url)
      terminal.err(`${terminal.paint('bold', name, 'err')} ${url}\n`)
    }
    const outcome = await runPipeline(pipeline, {
      seed,
      strict,
      maxActive,
      maxMemory,
      threads,
      speed,
      checkpoint,
      fresh,
      from,
      stop: interruption.stop,
      cancel: interruption.cancel,
      onlooker: isLive(pipeline) ? together([noticing(notices), watchers.onlooker]) : watchers.onlooker,
      onWarning: warn,
      onNotice(notice) {
        line.clear()
        options.onNotice?.(notice)
        say(dim(inOneLine(notice)))
      },
      onProgress: quiet ? undefined : (progress) => line.update(progress, performance.now()),
    })
    running = false
    line.clear()
    if (interruption.unread) return exitCode.done

    for (const warning of outcome.warnings) if (!warned.has(warning)) warn(warning)
    report(outcome)
    const outputs = outcome.outputs.map((path) => relative('.', resolve(pipeline.folder, path)))
    if (outputs.length > 0 && outcome.wentOn?.added !== 0) say(`wrote ${outputs.join(', ')}`)

    if (outcome.failure) throw outcome.failure
    if (outcome.stopped) say(`stopped by ${interruption.cause}: everything read until then is written`)
    else if (watchers.page) {
      say(dim('the dashboard stays open until Ctrl-C'))
      await interruption.wait()
      return exitCode.done
    }
    return outcome.stopped ? interruption.code : exitCode.done
  } catch (error) {
    line.clear()
    if (interruption.unread) {
      if (!writesFile(pipeline)) return exitCode.done
      terminal.err('cancelled: standard output was closed; no file was written\n')
      return exitCode.failed
    }
    if (!interruption.cancel.aborted) throw error
    say('cancelled: no file was written')
    return interruption.code
  } finally {
    interruption.end()
    await watchers?.close()
  }
}

const noticing = (notices: RejectNotices): Partial<Onlooker> => ({
  begin: (ledger) => notices.begin(ledger),
  write: (batch) => {
    for (const { observation } of batch) notices.used(observation)
  },
})

const writes = ({ sinks }: Pipeline) => sinks.flatMap(({ word, argument }) => word.writes(argument))
const writesFile = (pipeline: Pipeline) => writes(pipeline).some((path) => path !== '-')
/** Whether a sink of the pipeline writes to standard output. */
export const takesStdout = (pipeline: Pipeline): boolean => writes(pipeline).includes('-')
