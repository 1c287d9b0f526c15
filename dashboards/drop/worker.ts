import { Subject } from 'rxjs'
import { beliefs } from '../../src/forecaster/beliefs.ts'
import { forecastWord } from '../../src/operators/forecast.ts'
import { steps as words } from '../../src/operators/steps.ts'
import { arrange } from '../../src/pipeline/arrange.ts'
import { chainOf, choicesOf } from '../../src/pipeline/chain.ts'
import { Findings } from '../../src/pipeline/findings.ts'
import { withGapsFilled } from '../../src/pipeline/with-gaps-filled.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Reject } from '../../src/series/reject.ts'
import type { Scored } from '../../src/series/scored.ts'
import { Recorder } from '../../src/server/recorder.ts'
import { forecastHeader, forecastRows, quoted, TimeTexts } from '../../src/sinks/forecast-rows.ts'
import { rejectLine } from '../../src/sinks/reject-line.ts'
import { csvOptions, csvText } from '../../src/sources/csv.ts'
import type { Source } from '../../src/sources/source.ts'
import type { Context } from '../../src/word.ts'
import { checkArgument } from '../../src/words/check-argument.ts'
import { durationText } from '../../src/words/duration-text.ts'
import { BlobText } from './blob-text.ts'
import { GrowingBlob } from './growing-blob.ts'
import type { Order, Plan, Report } from './plan.ts'

/** Observations between two breaths: often enough to draw and to be stopped, seldom enough not to matter. */
const breath = 32
/** Rejects shown; all of them are in the file. */
const shownRejects = 20

const say = (report: Report, transfer: Transferable[] = []) =>
  (self as unknown as { postMessage(message: Report, transfer: Transferable[]): void }).postMessage(report, transfer)

/** Forecasts a file as the command line would: the same source, operators and kernel, so the same bits. */
class LocalRun {
  private readonly stopping = new AbortController()
  private readonly plan: Plan
  private readonly source: Source
  private readonly ledger: Ledger
  private readonly recorder: Recorder
  private readonly input = new Subject<Observation>()
  private readonly findings: Findings
  private readonly rejects: Reject[] = []
  private readonly ndjson = new GrowingBlob()
  private readonly csv = new GrowingBlob()
  private notes: readonly string[] = []
  private last: Scored | undefined
  private broken: Error | undefined
  private told = 0
  private toldMarks = 0
  private toldLayout: unknown = null

  constructor(file: Blob, plan: Plan) {
    const { path, target: targets, encoding = 'utf-8' } = plan.csv
    this.plan = plan
    const options = checkArgument('csv', csvOptions, plan.csv)
    this.source = csvText(options, false, () => new BlobText(file, path, encoding))
    const id = String(performance.timeOrigin)
    this.recorder = new Recorder({ id, title: path, series: targets, budget: 64 << 20 })
    this.ledger = new Ledger((reject) => {
      if (this.rejects.length < shownRejects) this.rejects.push(reject)
      this.ndjson.add(rejectLine(reject))
    })
    this.findings = new Findings(this.ledger, true)
    const names = targets.map(quoted)
    const times = new TimeTexts()
    const take = (scored: Scored) => {
      if (!this.last) this.csv.add(forecastHeader(scored.levels))
      this.last = scored
      // At once: what it shows of its inside is overwritten by the next.
      this.recorder.write([scored])
      this.csv.add(forecastRows(scored, names, times))
      for (const mark of this.findings.marksAt(scored.observation)) this.recorder.note(mark)
    }
    this.input.pipe(this.operators()).subscribe({
      next: take,
      error: (error) => {
        this.broken = error
      },
    })
  }

  /** What was read is forecast; nothing more is read. */
  stop(): void {
    this.stopping.abort()
  }

  async run(): Promise<void> {
    const { findings, ledger, plan, recorder } = this
    const { signal } = this.stopping
    const reading = this.source.open(ledger, signal, breath)
    try {
      for await (const batch of reading.batches) {
        for (const observation of batch) this.input.next(observation)
        if (this.broken) throw this.broken
        recorder.progress(reading.bytesRead / Math.max(1, reading.bytesTotal!), ledger.account)
        this.tell()
        await new Promise((resolve) => setTimeout(resolve))
      }
      this.input.complete()
      if (this.broken) throw this.broken
      for (const mark of findings.marksLeft()) recorder.note(mark)
      const stopped = signal.aborted
      const failure = reading.failure ?? (this.last || stopped ? undefined : findings.noForecast(plan.csv.path))
      const { inside, leads } = this.last ?? {}
      const notes = [...this.notes, ...(inside && leads ? beliefs(inside, leads) : [])]
      recorder.end({ rows: ledger.account, notes, failure, stopped })
    } catch (error) {
      recorder.fail(error as Error)
    }
    this.tell()
    const lostMany = this.last && findings.lostMany()
    say({
      kind: 'over',
      forecasts: this.last ? this.csv.whole('text/csv') : undefined,
      rejects:
        ledger.rejected > 0
          ? { count: ledger.rejected, first: this.rejects, ndjson: this.ndjson.whole('application/x-ndjson') }
          : undefined,
      warnings: [
        ...(lostMany ? [lostMany] : []),
        ...(reading.utcAssumed ? ['times without an offset were taken for UTC; More settings has their zone'] : []),
      ],
    })
  }

  /** The steps that a pipeline file of these words would have. */
  private operators(): ReturnType<typeof chainOf> {
    const { csv, cadence, season, seed, horizon, scale } = this.plan
    const { target: targets, covariates } = csv
    // Under the name that the form has for it.
    if (cadence !== undefined) checkArgument('One step', durationText, cadence)
    const known = cadence === undefined ? {} : { cadence }
    const context: Context = { targets, covariates, seed, ledger: this.ledger, ...known }
    const options = checkArgument('forecast', forecastWord.argument, { horizon, scale, season })
    const { steps } = arrange([{ word: forecastWord, argument: options, path: [] }], words, [])
    this.notes = [
      ...(cadence === undefined ? [] : [`one step is ${cadence}`]),
      ...(covariates.length > 0 ? [`covariates: ${covariates.join(', ')}`] : []),
      ...choicesOf(steps, context),
    ]
    return chainOf(withGapsFilled(steps, cadence), context)
  }

  private tell(): void {
    const { recorder } = this
    const { history } = recorder
    if (history.layout !== this.toldLayout || this.told < history.first) {
      this.toldLayout = history.layout
      this.told = history.first
      say({ kind: 'run', run: recorder.run(history.first) })
    }
    if (history.end > this.told) {
      const { times, ...rest } = history.stretch(this.told, history.end)
      const ahead = history.ahead.map((time) => (Number.isFinite(time) ? time : null))
      const frame = { ...rest, times: Array.from(times), ahead, at: 0 }
      say({ kind: 'frame', frame }, [rest.exact.buffer, rest.differences.buffer, rest.inside.buffer])
      this.told = history.end
    }
    const marks = recorder.marksFrom(this.toldMarks)
    if (marks.length > 0) say({ kind: 'marks', marks })
    this.toldMarks = recorder.endMark
    say({ kind: 'status', status: recorder.status() })
  }
}

let run: LocalRun | undefined
addEventListener('message', ({ data: order }: MessageEvent<Order>) => {
  if (order === 'stop') return run?.stop()
  try {
    run = new LocalRun(order.file, order.plan)
    void run.run()
  } catch (error) {
    say({ kind: 'refused', problem: (error as Error).message })
  }
})
