import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pipe, tap } from 'rxjs'
import { beliefs } from '../forecaster/beliefs.ts'
import { Ledger, type Rows } from '../series/ledger.ts'
import type { Scored } from '../series/scored.ts'
import type { RunSummary } from '../server/recorder.ts'
import type { Mark } from '../server/wire.ts'
import { throughOperators } from '../streams/through-operators.ts'
import { Findings } from './findings.ts'
import type { Outcome } from './outcome.ts'
import { Outputs } from './outputs.ts'
import { batchSize, paced } from './paced.ts'
import type { Plan } from './plan.ts'
import { Strictness } from './strictness.ts'
import { untilStopped } from './until-stopped.ts'

/** How far a run has come. */
export interface Progress {
  readonly rows: number
  readonly bytesRead: number
  /** Undefined where the length of the input is not known. */
  readonly bytesTotal: number | undefined
}

/** Whoever looks on while a run goes, as a dashboard does. It is never waited for, and sees each forecast the moment it is made. */
export interface Onlooker {
  write(batch: readonly Scored[]): void
  note(mark: Mark): void
  progress(fraction: number | null, rows: Rows | null): void
  end(summary: RunSummary): void
  fail(error: Error): void
}

/** Options of `run` and `runPipeline`. */
export interface RunOptions {
  /** Aborted, reading ends as if the input ended there: what was read is forecast, scored and written. */
  readonly stop?: AbortSignal | undefined
  /** Aborted, the run is given up: nothing half written is left behind. */
  readonly cancel?: AbortSignal | undefined
  /** Rows a second; as fast as they go by default. */
  readonly speed?: number | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
  readonly onlooker?: Onlooker | undefined
}

const utcAssumed =
  'times without an offset were taken for UTC; set zone on the source, such as zone: Europe/Berlin, or zone: UTC where that is right'

const never = new AbortController().signal

/**
 * Runs a plan: source → operators → sinks, one batch at a time, the slowest setting the pace. Sinks get whole batches and are waited for;
 * their files stand once the run has ended; one that forecast nothing leaves those of the run before, and writes only what it rejected.
 *
 * What ends the input early but leaves what was read standing (a truncated file) is no exception: it is in `failure`.
 *
 * @throws DataError, ConfigError, or what `cancel` was aborted with.
 */
export async function run(plan: Plan, options: RunOptions = {}): Promise<Outcome> {
  const { name, ledger = new Ledger(), operators, folder = '.', strict = false, added = [], notes = [] } = plan
  const { stop = never, cancel = never, speed = Number.POSITIVE_INFINITY, onProgress, onlooker } = options
  const absolute = (path: string) => (path === '-' ? path : resolve(folder, path))
  const source = plan.source({ resolve: absolute, strict })
  const chain = operators(ledger)
  const strictness = strict ? new Strictness(ledger, stop) : undefined
  const end = strictness?.stop ?? stop
  const outputs = new Outputs()
  let findings: Findings | undefined
  let last: Scored | undefined
  try {
    await outputs.open(plan.sinks, { title: name, series: source.targets, resolve: absolute }, ledger)
    const marked = outputs.anyNoted || onlooker !== undefined
    const found = new Findings(ledger, marked)
    findings = found
    const note = (mark: Mark) => {
      outputs.note(mark)
      onlooker?.note(mark)
    }

    let forecast = 0
    const watched = tap<Scored>((scored) => {
      outputs.writeAtOnce(scored)
      onlooker?.write([scored])
      if (scored.observation.row) forecast++
      for (const mark of found.marksAt(scored.observation)) note(mark)
    })
    const steps = strictness ? pipe(strictness.gate, chain) : chain
    const reading = source.open(ledger, end, batchSize(speed))
    const tell = () => {
      const { bytesRead, bytesTotal } = reading
      onProgress?.({ rows: ledger.rows, bytesRead, bytesTotal })
      // Some rows are on their way still: the input counts as far as it is forecast.
      const share = forecast / Math.max(1, ledger.accepted + ledger.imputed)
      onlooker?.progress(bytesTotal ? (bytesRead / bytesTotal) * share : null, ledger.account)
    }
    const read = async function* () {
      for await (const batch of untilStopped(reading.batches, end)) {
        await outputs.flushRejects()
        yield batch
      }
    }
    await pipeline(
      Readable.from(paced(read(), speed, end), { highWaterMark: 1 }),
      throughOperators(marked || outputs.anyAtOnce ? pipe(steps, watched) : steps),
      async (batches: AsyncIterable<readonly Scored[]>) => {
        for await (const batch of batches) {
          last = batch.at(-1)
          await outputs.write(batch)
          tell()
        }
      },
      { signal: cancel },
    )
    tell()
    for (const mark of found.marksLeft()) note(mark)

    const rows = ledger.account
    const scores = last?.scores
    const told = [...notes, ...(last?.inside ? beliefs(last.inside, last.leads) : [])]
    const said = [...(added.length > 0 ? [`put in: ${added.join(', ')}`] : []), ...told]
    const stopped = stop.aborted
    const failure =
      strictness?.failure ?? reading.failure ?? (scores || stopped ? undefined : found.noForecast(source.path))
    const written = await outputs.close({ rows, scores, notes: said, failure, stopped })
    if (failure) onlooker?.fail(failure)
    else onlooker?.end({ rows, notes: said, stopped })
    const lostMany = scores && !strict ? found.lostMany() : undefined
    return {
      name,
      source: source.path,
      series: source.targets,
      cadence: plan.cadence,
      season: plan.season,
      rows,
      scores,
      added,
      notes: told,
      warnings: [...(lostMany ? [lostMany] : []), ...(reading.utcAssumed ? [utcAssumed] : [])],
      outputs: written,
      stopped,
      failure,
    }
  } catch (error) {
    await outputs.abort()
    onlooker?.fail(error instanceof Error ? error : new Error(String(error)))
    throw error
  } finally {
    strictness?.close()
    findings?.close()
  }
}
