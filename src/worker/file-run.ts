import { Subject } from 'rxjs'
import { chainOf } from '../pipeline/chain.ts'
import { nextJson } from '../run/next-json.ts'
import { Session } from '../run/session.ts'
import { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { type Reject, rejectLine } from '../series/reject.ts'
import type { Scored } from '../series/scored.ts'
import { OriginRows } from '../sinks/forecast-rows.ts'
import { zoneIn } from '../time/duration.ts'
import type { FilePlan } from './file-plan.ts'
import { GrowingBlob } from './growing-blob.ts'
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
  private readonly stopping = new AbortController()
  private readonly session: Session<Scored>
  private readonly recordings: Recordings | undefined
  private readonly input = new Subject<Observation>()
  private readonly rejects: Reject[] = []
  private readonly ndjson = new GrowingBlob()
  private readonly csv = new GrowingBlob()
  private broken: Error | undefined
  /** Whether there was a forecast. */
  private begun = false

  /** @param watched whether every observation is sent, and all forecasts are kept */
  constructor(plan: FilePlan, watched: boolean, send: Send) {
    this.plan = plan
    this.send = send
    const { source, steps, context, notes } = plan
    const { by = [], name, targets } = source
    if (watched)
      this.recordings = new Recordings({ title: name, series: targets, zone: zoneIn(context.cadence)?.name }, send)
    const ledger = new Ledger((reject) => {
      if (this.rejects.length < shownRejects) this.rejects.push(reject)
      this.ndjson.add(rejectLine(reject))
    })
    const rows = new OriginRows({ series: targets, by, cadence: context.cadence })
    this.session = new Session<Scored>({
      input: name,
      ledger,
      by,
      stop: this.stopping.signal,
      notes,
      operators: (ledger) => chainOf(steps, context, ledger),
      onForecast: (scored) => {
        if (!watched) return
        this.recordings!.write(scored)
        if (!this.begun) this.csv.add(rows.header(scored.levels))
        this.begun = true
        this.csv.add(rows.add(scored))
      },
      onMark: (mark) => this.recordings?.note(mark),
    })
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

  async run(): Promise<void> {
    const { input, plan, recordings, send, session } = this
    const { ledger } = session
    const reading = plan.source.open(ledger, session.stop, batchSize)
    try {
      for await (const batch of reading.batches) {
        for (const observation of batch) input.next(observation)
        if (this.broken) throw this.broken
        const fraction = session.fraction(reading)
        if (recordings) recordings.progress(fraction, ledger.counts)
        else send({ kind: 'progress', fraction })
        await new Promise((resolve) => setTimeout(resolve))
      }
      input.complete()
    } catch (error) {
      this.broken = error as Error
    }
    const ending = session.end(reading)
    const failure = this.broken ?? ending.failure
    if (failure && !recordings && ending.next.length === 0) send({ kind: 'refused', problem: failure.message })
    recordings?.end(ending, this.broken)
    send({
      kind: 'ended',
      next: nextJson(ending.next, plan.source.targets, plan.source.by ?? [], plan.context.cadence),
      rows: ending.rows,
      notes: ending.notes,
      warnings: [...ending.warnings, ...(failure ? [failure.message] : [])],
      forecasts: recordings && ending.last && this.csv.whole('text/csv'),
      rejects:
        ledger.rejected > 0
          ? { count: ledger.rejected, first: this.rejects, ndjson: this.ndjson.whole('application/x-ndjson') }
          : undefined,
    })
    session.close()
  }
}
