import { ConfigError } from '../errors.ts'
import type { LoggedNames } from '../operations/logged.ts'
import { namesOf } from '../pipeline/channels-of.ts'
import { loadPipeline } from '../pipeline/load-pipeline.ts'
import { withOtherKnown } from '../pipeline/what-if.ts'
import { nextJson } from '../run/next-json.ts'
import type { Onlooker } from '../run/onlooker.ts'
import type { Outcome, WentOn } from '../run/outcome.ts'
import { errorJson } from './error-json.ts'
import { exitCodeOf } from './exit-code.ts'
import { nextReport } from './next-report.ts'
import { type PerformOptions, perform, takesStdout } from './perform.ts'
import { RecentSeries } from './recent.ts'
import { sayError } from './say-error.ts'
import { scoreJson } from './score-json.ts'
import { scoreReport } from './score-report.ts'
import type { Terminal } from './terminal.ts'

export interface RunVerbOptions extends Omit<PerformOptions, 'onlookers'> {
  readonly json?: boolean
  readonly explain?: boolean
  /** A CSV file with other values of columns known ahead. */
  readonly known?: string
  /** Makes one more that watches the run, from the names of what is forecast. */
  readonly onlooker?: ((names: LoggedNames) => Partial<Onlooker>) | undefined
  /** Gets the result before it is printed. */
  readonly onOutcome?: ((outcome: Outcome) => void) | undefined
}

/** Next leads that are printed below the scores; more would push these out of sight. */
const mostLeads = 14

/**
 * `rxcast run PIPELINE`: runs a pipeline and prints its scores.
 *
 * @returns the exit code
 */
export async function run(file: string, options: RunVerbOptions, terminal: Terminal): Promise<number> {
  const { quiet = false, json = false, explain = false } = options
  const say = (text: string) => {
    if (!quiet) terminal.err(`${text}\n`)
  }
  const pipeline = options.known === undefined ? loadPipeline(file) : await asked(file, options.known, options, say)
  // If forecasts go to standard output, nothing else may, since programs read it.
  const print = takesStdout(pipeline) ? terminal.err : terminal.out
  const recent = new RecentSeries()
  const report = (outcome: Outcome) => {
    options.onOutcome?.(outcome)
    const dim = (text: string) => terminal.paint('dim', text, 'err')
    if (outcome.added.length > 0) say(dim(`put in: ${outcome.added.join(', ')}`))
    if (outcome.wentOn && !outcome.failure) say(dim(wentOnText(outcome.wentOn, outcome.source)))
    for (const assumption of outcome.assumptions ?? []) say(`${terminal.paint('bold', 'note', 'err')} ${assumption}`)
    if (explain) for (const note of outcome.notes) say(dim(note))
    const { cadence, next, series } = outcome
    if (json) print(scoreJson(outcome, nextJson(next, series, outcome.by, cadence)))
    else if (!quiet) {
      const rest = 'all with --json'
      const shown = { rows: mostLeads, rest, cadence, restartable: true, total: outcome.total?.key }
      print(scoreReport(outcome, terminal, nextReport(recent.of(next), series, shown, terminal)))
    }
  }
  try {
    const onWarning = (warning: string) => {
      options.onWarning?.(warning)
      terminal.err(`${terminal.paint('bold', 'note', 'err')} ${warning}\n`)
    }
    const onlookers: PerformOptions['onlookers'] = [
      { write: (batch) => recent.write(batch) },
      options.onlooker?.(namesOf(pipeline)) ?? {},
    ]
    return await perform(pipeline, { ...options, onlookers, onWarning }, terminal, report)
  } catch (error) {
    if (!json || !takesStdout(pipeline)) throw error
    terminal.err(errorJson(error))
    sayError(error, terminal)
    return exitCodeOf(error)
  }
}

/** The pipeline of a what-if, which writes no output and saves no state. */
async function asked(file: string, known: string, options: RunVerbOptions, say: (text: string) => void) {
  const keeping = (['checkpoint', 'fresh', 'from', 'maxActive'] as const).find((name) => options[name] !== undefined)
  if (keeping) {
    const flag = keeping === 'maxActive' ? 'max-active' : keeping
    const message = `expected a run that saves nothing, got --${flag}; leave it out: the rows are read from the first on`
    throw new ConfigError([{ where: '--known:', message }])
  }
  const { note, pipeline } = await withOtherKnown(loadPipeline(file), known)
  say(`${note}; no output is written, and no state is saved`)
  const settings = { ...pipeline.settings, checkpoint: undefined, maxActive: undefined }
  return { ...pipeline, settings, sinks: [] }
}

/** How a run went on from a checkpoint, in words. */
function wentOnText({ added, after }: WentOn, source: string): string {
  const whole = (rows: number) => (rows === 1 ? '1 row' : `${rows.toLocaleString('en-US')} rows`)
  const input = source === '-' ? 'standard input' : source
  if (added === 0) return `nothing was added to ${input} since the last run`
  return `went on after ${whole(after)}${added === undefined ? '' : `: ${whole(added)} added to ${input} since the last run`}`
}
