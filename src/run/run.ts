import { DataError } from '../errors.ts'
import { Scored } from '../series/scored.ts'
import { placeIn } from '../sources/place-in.ts'
import { host } from './host.ts'
import { KeptRun } from './kept-run.ts'
import { manyOf } from './many-of.ts'
import type { Onlooker } from './onlooker.ts'
import { together } from './onlookers.ts'
import type { Outcome } from './outcome.ts'
import { Outputs } from './outputs.ts'
import type { Plan } from './plan.ts'
import { Session } from './session.ts'
import { StaleSeries } from './stale-series.ts'

/** The progress of a run. */
export interface Progress {
  readonly rows: number
  /** Share of the input read, from 0 to 1; undefined if its length is unknown. */
  readonly fraction: number | undefined
  /** True while the input is read to its end, before the first row is forecast. */
  readonly ahead?: boolean
}

/** Options of `run` and `runPipeline`. */
export interface RunOptions {
  /**
   * Aborted to stop reading, as if the input ended there: the rows read until then are forecast, scored and written.
   */
  readonly stop?: AbortSignal | undefined
  /** Aborted to cancel the run: no output is written. */
  readonly cancel?: AbortSignal | undefined
  /** Rows a second. Default: as fast as possible. */
  readonly speed?: number | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** Called with a warning about the input as soon as it is known; the result has all of them. */
  readonly onWarning?: ((warning: string) => void) | undefined
  /** Called with what a live run does: what it connects to, after which row it goes on, and what it delivered. */
  readonly onNotice?: ((notice: string) => void) | undefined
  readonly onlooker?: Onlooker | undefined
}

/**
 * Runs a plan: source → operators → sinks, batch by batch, at the pace of the slowest. Files are complete when the run
 * has ended. A run that forecast nothing keeps the files of an earlier run and writes only its rejects.
 *
 * If the input ends early but the rows before that can be used, as with a truncated file, or if messages wait in a
 * checkpoint because a service was away, the result has a `failure`; nothing is thrown.
 *
 * @returns row counts, scores, notes and the files written
 * @throws DataError, ConfigError, or the reason that `cancel` was aborted with
 */
export async function run(plan: Plan, options: RunOptions = {}): Promise<Outcome> {
  const { name, folder = '.', strict = false, added = [] } = plan
  const { stop, cancel, speed = Number.POSITIVE_INFINITY, onNotice, onProgress, onWarning, onlooker } = options
  const warned = new Set<string>()
  const state = plan.checkpoint?.folder
  const fresh = plan.fresh ?? plan.checkpoint?.fresh ?? false
  const { hide } = plan
  const linked = (lost: string | undefined) => onlooker?.linked?.(lost && hide ? hide(lost) : lost)
  const place = { ...placeIn(folder, strict, plan.expand), hide, state, fresh, tell: onWarning, say: onNotice, linked }
  const source = plan.source(place)
  const { by = [] } = source
  const series = plan.channels ?? source.targets
  const outputs = new Outputs()
  const { endless = false } = plan
  const stale = endless
    ? undefined
    : new StaleSeries(plan.live ?? false, (event) => {
        outputs.happened(event)
        onlooker?.happened?.(event)
      })
  const session = new Session<Scored>({
    input: source.name,
    operators: plan.operators,
    by,
    series: plan.series,
    many: by.length > 0 ? manyOf(plan) : undefined,
    targets: series,
    ledger: plan.ledger,
    notes: plan.notes,
    strict,
    live: plan.live,
    merges: plan.merges,
    endless,
    stop,
    onStep: onlooker?.step?.bind(onlooker),
    revive(data, scores) {
      const unknown = new Float64Array(data.values.length).fill(Number.NaN)
      return new Scored({ ...data, due: unknown, residuals: unknown, scores })
    },
    onForecast(scored) {
      stale?.see(scored)
      outputs.writeAtOnce(scored)
      onlooker?.write([scored])
    },
    wantsInside: (key) => outputs.wantsInside(key) || (onlooker?.wantsInside?.(key) ?? false),
    onMark(mark) {
      outputs.note(mark)
      onlooker?.note(mark)
    },
  })
  const { ledger } = session
  const kept =
    plan.checkpoint &&
    new KeptRun({ ...plan, checkpoint: plan.checkpoint }, session, {
      outputs,
      onlooker: together([stale, onlooker].filter((each) => each !== undefined)),
    })
  try {
    for (const warning of plan.warnings ?? []) onWarning?.(warning)
    await kept?.begin()
    await outputs.open(
      plan.sinks,
      {
        title: name,
        series,
        by,
        cadence: plan.cadence,
        limits: plan.limits,
        holidays: plan.holidays,
        input: source.name,
        resolve: place.resolve,
        hide,
        live: plan.live ?? false,
        keeps: kept !== undefined,
        state,
        fresh,
        warn: onWarning,
        stop: session.stop,
      },
      ledger,
      kept?.restore,
    )
    for (const note of kept?.notes ?? []) onWarning?.(note)
    if (plan.live) {
      if (kept?.goesOn) onNotice?.(`goes on after ${count(ledger.rows - ledger.skipped, 'row')}`)
      for (const target of outputs.targets) onNotice?.(`forecasts go to ${target}`)
      await kept?.start()
    }
    onlooker?.begin?.(ledger, () => outputs.deliveries)
    stale?.start()
    const ending = await host(session, source, {
      speed,
      cancel,
      settles: endless,
      from: await kept?.position(),
      between: kept && ((reading, last, atRest) => kept.between(reading, last, atRest)),
      onBatch: () => outputs.flushRejects(),
      write: (batch) => outputs.write(batch),
      onProgress(reading) {
        for (const warning of reading.warnings) {
          if (!warned.has(warning)) onWarning?.(warning)
          warned.add(warning)
        }
        onProgress?.(
          reading.ahead ? { ...reading.ahead, ahead: true } : { rows: ledger.rows, fraction: reading.fraction },
        )
        onlooker?.progress(session.fraction(reading), ledger.counts)
      },
    })
    const { rows, scores, notes, stopped } = ending
    const hidden = (error: DataError | undefined) => (error && hide ? new DataError(hide(error.message)) : error)
    const early = hidden(ending.failure ?? kept?.failure)
    const summary = { rows, notes: [...(added.length > 0 ? [`put in: ${added.join(', ')}`] : []), ...notes], stopped }
    const written = await outputs.close({ ...summary, scores, failure: early })
    const failure = early ?? hidden(outputs.undelivered)
    if (plan.live)
      for (const { delivered, dropped, sink } of outputs.deliveries)
        onNotice?.(`delivered ${count(delivered, 'message')} to ${sink}${dropped > 0 ? `, dropped ${dropped}` : ''}`)
    const wentOn = await kept?.end()
    if (failure) onlooker?.fail(failure)
    else onlooker?.end(summary)
    return {
      name,
      source: source.name,
      series,
      by,
      cadence: plan.cadence,
      season: plan.season,
      rows,
      scores,
      keyed: ending.keyed,
      total: ending.total,
      known: plan.known ?? source.known ?? [],
      worth: ending.worth,
      next: ending.next,
      added,
      notes,
      assumptions: plan.assumptions,
      warnings: [...(plan.warnings ?? []), ...ending.warnings, ...outputs.remarks],
      outputs: written,
      wentOn,
      stopped,
      failure,
    }
  } catch (error) {
    await outputs.abort()
    onlooker?.fail(error instanceof Error ? error : new Error(String(error)))
    throw error
  } finally {
    stale?.stop()
    await session.close()
  }
}

const count = (n: number, what: string) => `${n.toLocaleString('en-US')} ${what}${n === 1 ? '' : 's'}`
