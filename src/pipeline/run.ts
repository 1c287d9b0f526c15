import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pipe, tap } from 'rxjs'
import { beliefs } from '../forecaster/beliefs.ts'
import { Ledger, type Rows } from '../series/ledger.ts'
import type { Scored } from '../series/scored.ts'
import type { RunSummary } from '../server/recorder.ts'
import type { Mark } from '../server/wire.ts'
import { RejectsFile } from '../sinks/rejects.ts'
import type { Sink } from '../sinks/sink.ts'
import { throughOperators } from '../streams/through-operators.ts'
import { Findings } from './findings.ts'
import type { Outcome } from './outcome.ts'
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
  const {
    name,
    ledger = new Ledger(),
    operators,
    cadence,
    season,
    folder = '.',
    strict = false,
    added = [],
    notes = [],
  } = plan
  const { stop = never, cancel = never, speed = Number.POSITIVE_INFINITY, onProgress, onlooker } = options
  const absolute = (path: string) => (path === '-' ? path : resolve(folder, path))
  const source = plan.source({ resolve: absolute, strict })
  const place = { title: name, series: source.targets, resolve: absolute }
  const chain = operators(ledger)
  const sinks: Sink[] = []
  let rejects: RejectsFile | undefined
  let last: Scored | undefined
  const strictness = strict ? new Strictness(ledger, stop) : undefined
  const end = strictness?.stop ?? stop
  let findings: Findings | undefined
  let unlisten = () => {}
  try {
    for (const open of plan.sinks) sinks.push(await open(place))
    const beside = sinks.find(({ path }) => path !== undefined)?.path
    if (beside !== undefined)
      rejects = new RejectsFile(place.resolve(`${beside}.rejects.ndjson`), `${beside}.rejects.ndjson`)
    const noted = [...sinks.filter(({ note }) => note), ...(onlooker ? [onlooker] : [])]
    const found = new Findings(ledger, noted.length > 0)
    findings = found
    unlisten = ledger.listen((reject, recalled) => {
      strictness?.hear(reject, recalled)
      rejects?.add(reject)
    })

    const eager = sinks.filter(({ atOnce }) => atOnce)
    let forecast = 0
    const watched = tap<Scored>((scored) => {
      for (const sink of eager) sink.write([scored])
      onlooker?.write([scored])
      if (scored.observation.row) forecast++
      for (const mark of found.marksAt(scored.observation)) for (const each of noted) each.note?.(mark)
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
    // Rejects are written as they are read: a file of little else must not fill the memory.
    const read = async function* () {
      for await (const batch of untilStopped(reading.batches, end)) {
        await rejects?.flush()
        yield batch
      }
    }
    await pipeline(
      Readable.from(paced(read(), speed, end), { highWaterMark: 1 }),
      throughOperators(noted.length + eager.length > 0 ? pipe(steps, watched) : steps),
      async (batches: AsyncIterable<readonly Scored[]>) => {
        for await (const batch of batches) {
          last = batch.at(-1)
          for (const sink of sinks) if (!sink.atOnce) await sink.write(batch)
          tell()
        }
      },
      { signal: cancel },
    )
    tell()
    for (const mark of found.marksLeft()) for (const each of noted) each.note?.(mark)

    const rows = ledger.account
    const scores = last?.scores
    const told = [...notes, ...(last?.inside ? beliefs(last.inside, last.leads) : [])]
    const said = [...(added.length > 0 ? [`put in: ${added.join(', ')}`] : []), ...told]
    const stopped = stop.aborted
    const failure =
      strictness?.failure ?? reading.failure ?? (scores || stopped ? undefined : found.noForecast(source.path))
    const outputs: string[] = []
    if (scores) {
      for (const sink of sinks) await sink.close({ rows, scores, notes: said, failure, stopped })
      outputs.push(...sinks.flatMap(({ path }) => path ?? []))
    } // What an earlier run wrote is worth more than an empty file.
    else for (const sink of sinks) await sink.abort()
    if (!scores && found.first === undefined) await rejects?.abort()
    else if (await rejects?.close()) outputs.push(rejects!.path)
    if (failure) onlooker?.fail(failure)
    else onlooker?.end({ rows, notes: said, stopped })
    const { path, targets } = source
    const lostMany = scores && !strict ? found.lostMany() : undefined
    const warnings = [...(lostMany ? [lostMany] : []), ...(reading.utcAssumed ? [utcAssumed] : [])]
    return {
      name,
      source: path,
      series: targets,
      cadence,
      season,
      rows,
      scores,
      added,
      notes: told,
      warnings,
      outputs,
      stopped,
      failure,
    }
  } catch (error) {
    await Promise.allSettled([...sinks, ...(rejects ? [rejects] : [])].map((sink) => sink.abort()))
    onlooker?.fail(error instanceof Error ? error : new Error(String(error)))
    throw error
  } finally {
    unlisten()
    findings?.close()
  }
}
