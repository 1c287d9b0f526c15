import { Subject } from 'rxjs'
import { channelsAfter } from '../operators/build-steps.ts'
import { chainOf } from '../pipeline/chain.ts'
import type { Ending } from '../run/ending.ts'
import { nextJson } from '../run/next-json.ts'
import { Session } from '../run/session.ts'
import { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { type Reject, rejectLine } from '../series/reject.ts'
import { Scored } from '../series/scored.ts'
import { OriginRows } from '../sinks/forecast-rows.ts'
import type { Reading } from '../sources/source.ts'
import { zoneIn } from '../time/duration.ts'
import type { AboutFile } from './about-file.ts'
import type { FilePlan } from './file-plan.ts'
import { GrowingBlob } from './growing-blob.ts'
import { type FileKeeping, KeptFileRun } from './kept-file-run.ts'
import type { Send } from './messages.ts'
import { Recordings } from './recordings.ts'

/** Observations between two turns of the event loop: few enough to draw and to stop in time. */
const batchSize = 32
/** Rejects shown; the file has all of them. */
const shownRejects = 20

/** Forecasts a file as the command line does: the same source, session, operators and kernel, so the same bits. */
export class FileRun {
  private readonly plan: FilePlan
  private readonly send: Send
  /** The names of the channels. */
  private readonly series: readonly string[]
  private readonly stopping = new AbortController()
  private readonly session: Session<Scored>
  private readonly recordings: Recordings | undefined
  private readonly kept: KeptFileRun | undefined
  private readonly input = new Subject<Observation>()
  private readonly rejects: Reject[]
  private readonly ndjson: GrowingBlob
  private readonly csv: GrowingBlob
  private until: number | null
  private broken: Error | undefined
  private ending:
    | (Pick<Ending<Scored>, 'next' | 'notes' | 'warnings' | 'stopped'> & { failure: Error | undefined })
    | undefined

  /**
   * @param watched whether every observation is sent, and all forecasts are kept
   * @param keeping where the state of a watched run is kept; nowhere by default
   */
  constructor(plan: FilePlan, watched: boolean, send: Send, keeping?: FileKeeping) {
    this.plan = plan
    this.send = send
    const { source, steps, context, notes } = plan
    const { by = [], name } = source
    const series = channelsAfter(steps, context)
    this.series = series
    const run = { title: name, series, zone: zoneIn(context.cadence)?.name }
    if (watched) this.recordings = new Recordings(run, by, send)
    const csv = new GrowingBlob(keeping !== undefined)
    const ndjson = new GrowingBlob(keeping !== undefined)
    this.csv = csv
    this.ndjson = ndjson
    this.rejects = [...(keeping?.before?.rejects ?? [])]
    this.until = keeping?.before?.until ?? null
    const ledger = new Ledger((reject) => {
      if (this.rejects.length < shownRejects) this.rejects.push(reject)
      ndjson.add(rejectLine(reject))
    })
    const rows = new OriginRows({ series, by, cadence: context.cadence })
    this.session = new Session<Scored>({
      input: name,
      ledger,
      by,
      stop: this.stopping.signal,
      notes,
      revive(data, scores) {
        const unknown = new Float64Array(data.values.length).fill(Number.NaN)
        return new Scored({ ...data, due: unknown, residuals: unknown, scores })
      },
      operators: (ledger) => chainOf(steps, context, ledger),
      onForecast: (scored) => {
        if (!watched) return
        this.recordings!.write(scored)
        this.kept?.change()
        this.until = Math.max(scored.observation.time, this.until ?? scored.observation.time)
        if (csv.empty) csv.add(rows.header(scored.levels))
        csv.add(rows.add(scored))
      },
      onMark: (mark) => {
        this.recordings?.note(mark)
        this.kept?.change()
      },
    })
    if (keeping && this.recordings) {
      const shown = { recordings: this.recordings, csv, ndjson }
      this.kept = new KeptFileRun(keeping.store, this.session, shown, () => ({ ...keeping.file, run, ...this.soFar() }))
    }
    this.input.pipe(this.session.operator).subscribe({
      error: (error) => {
        this.broken = error
      },
    })
  }

  /** Stops reading; the rows read so far are forecast. */
  stop(): void {
    this.stopping.abort()
  }

  /** Sends the observations of another series from now on. */
  show(series: number): void {
    this.recordings?.show(series)
  }

  /** Sends the sparks of lines of the overview. */
  sparks(of: readonly number[]): void {
    this.recordings?.sparks(of)
  }

  /**
   * Runs to the end of the file, or goes on with the run that is kept.
   *
   * @param onGoesOn called with the number of rows of before, when the file was found to begin with them
   * @returns false if it does not begin with them; then nothing was sent
   */
  async run(onGoesOn: (rows: number) => void = () => {}): Promise<boolean> {
    const { input, kept, plan, recordings, send, session } = this
    const { ledger, stop } = session
    const from = await kept?.begin()
    const before = ledger.rows
    const reading = plan.source.open(ledger, stop, batchSize, from)
    let begun = before === 0
    const begin = () => {
      if (!begun) onGoesOn(before)
      begun = true
    }
    let last = false
    try {
      for await (const batch of reading.batches) {
        if (reading.changed) return false
        if (batch.length > 0) begin()
        for (const observation of batch) input.next(observation)
        if (this.broken) throw this.broken
        const fraction = session.fraction(reading)
        if (!recordings) send({ kind: 'progress', fraction })
        else if (begun) recordings.progress(fraction, ledger.counts)
        await new Promise((resolve) => setTimeout(resolve))
        if (last || !begun) continue
        last = reading.settled ?? false
        await kept?.between(reading, last)
      }
      // Stopped before all rows of before were read again.
      if (stop.aborted && !begun) return true
      if (reading.changed) return false
      begin()
      if (!last) await kept?.between(reading, true)
      input.complete()
    } catch (error) {
      this.broken = error as Error
    }
    await this.end(reading)
    return true
  }

  /** Frees the networks. */
  close(): Promise<void> {
    return this.session.close()
  }

  private async end(reading: Reading): Promise<void> {
    const { csv, kept, ndjson, recordings, send, session } = this
    const ending = session.end(reading)
    const failure = this.broken ?? ending.failure
    this.ending = { ...ending, failure }
    if (failure && !recordings && ending.next.length === 0) send({ kind: 'refused', problem: failure.message })
    recordings?.end(ending, this.broken)
    const problem = await kept?.end()
    if (problem) send({ kind: 'unkept', problem })
    const { next, notes, rejects: first, rows, warnings } = this.soFar()
    send({
      kind: 'ended',
      next,
      rows,
      notes,
      warnings,
      forecasts: csv.empty ? undefined : csv.whole('text/csv'),
      rejects:
        rows.rejected > 0 ? { count: rows.rejected, first, ndjson: ndjson.whole('application/x-ndjson') } : undefined,
    })
  }

  private soFar(): Omit<AboutFile, keyof FileKeeping['file'] | 'run'> {
    const { ending, plan, rejects, series, session, until } = this
    const { by = [] } = plan.source
    const { failure, notes = [], stopped = false, warnings = [] } = ending ?? {}
    return {
      rows: session.ledger.counts,
      until,
      next: nextJson(ending?.next ?? [], series, by, plan.context.cadence),
      rejects,
      notes,
      warnings: [...warnings, ...(failure ? [failure.message] : [])],
      ended: ending && { stopped, problem: failure?.message },
    }
  }
}
