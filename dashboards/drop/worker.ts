import { Subject } from 'rxjs'
import { forecastWord } from '../../src/operators/forecast.ts'
import { steps as words } from '../../src/operators/steps.ts'
import { arrange } from '../../src/pipeline/arrange.ts'
import { chainOf, choicesOf } from '../../src/pipeline/chain.ts'
import { withGapsFilled } from '../../src/pipeline/with-gaps-filled.ts'
import { Recorder } from '../../src/recording/recorder.ts'
import { Session } from '../../src/run/session.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import { type Reject, rejectLine } from '../../src/series/reject.ts'
import type { Scored } from '../../src/series/scored.ts'
import { forecastHeader, forecastRows, quoted, TimeTexts } from '../../src/sinks/forecast-rows.ts'
import { csvOptions, csvText } from '../../src/sources/csv-text.ts'
import type { Source } from '../../src/sources/source.ts'
import { checkArgument } from '../../src/words/check-argument.ts'
import { durationText } from '../../src/words/duration-text.ts'
import { BlobText } from './blob-text.ts'
import { GrowingBlob } from './growing-blob.ts'
import type { Order, Plan, Report } from './plan.ts'

/** Observations between two turns of the event loop: few enough to draw and to be stopped in time. */
const batchSize = 32
/** Rejects shown; the file has all of them. */
const shownRejects = 20

const say = (report: Report, transfer: Transferable[] = []) =>
  (self as unknown as { postMessage(message: Report, transfer: Transferable[]): void }).postMessage(report, transfer)

/** Forecasts a file as the command line does: the same source, session, operators and kernel, so the same bits. */
class LocalRun {
  private readonly stopping = new AbortController()
  private readonly source: Source
  private readonly session: Session<Scored>
  private readonly recorder: Recorder
  private readonly input = new Subject<Observation>()
  private readonly rejects: Reject[] = []
  private readonly ndjson = new GrowingBlob()
  private readonly csv = new GrowingBlob()
  private broken: Error | undefined
  private sentRows = 0
  private sentMarks = 0
  private sentLayout: unknown = null

  constructor(file: Blob, plan: Plan) {
    const { path, target: targets, encoding = 'utf-8' } = plan.csv
    this.source = csvText(checkArgument('csv', csvOptions, plan.csv), {
      strict: false,
      open: () => new BlobText(file, path, encoding),
      zoneHint: 'set their zone under More settings',
    })
    const id = String(performance.timeOrigin)
    this.recorder = new Recorder({ id, title: path, series: targets, budget: 64 << 20 })
    const ledger = new Ledger((reject) => {
      if (this.rejects.length < shownRejects) this.rejects.push(reject)
      this.ndjson.add(rejectLine(reject))
    })
    const names = targets.map(quoted)
    const times = new TimeTexts()
    let begun = false
    this.session = new Session<Scored>({
      input: path,
      ledger,
      stop: this.stopping.signal,
      ...stepsOf(plan),
      onForecast: (scored) => {
        if (!begun) this.csv.add(forecastHeader(scored.levels))
        begun = true
        this.recorder.write([scored])
        this.csv.add(forecastRows(scored, names, times))
      },
      onMark: (mark) => this.recorder.note(mark),
    })
    this.input.pipe(this.session.operator).subscribe({
      error: (error) => {
        this.broken = error
      },
    })
  }

  /** Stops reading; what was read is forecast. */
  stop(): void {
    this.stopping.abort()
  }

  async run(): Promise<void> {
    const { input, recorder, session, source } = this
    const { ledger } = session
    const reading = source.open(ledger, session.stop, batchSize)
    try {
      for await (const batch of reading.batches) {
        for (const observation of batch) input.next(observation)
        if (this.broken) throw this.broken
        recorder.progress(session.fraction(reading), ledger.counts)
        this.send()
        await new Promise((resolve) => setTimeout(resolve))
      }
      input.complete()
    } catch (error) {
      this.broken = error as Error
    }
    const ending = session.end(reading)
    if (this.broken) recorder.fail(this.broken)
    else recorder.end(ending)
    this.send()
    say({
      kind: 'over',
      forecasts: ending.last && this.csv.whole('text/csv'),
      rejects:
        ledger.rejected > 0
          ? { count: ledger.rejected, first: this.rejects, ndjson: this.ndjson.whole('application/x-ndjson') }
          : undefined,
      warnings: ending.warnings,
    })
    session.close()
  }

  /** Sends the page what is new since the last time. */
  private send(): void {
    const { recorder } = this
    const { history } = recorder
    if (history.layout !== this.sentLayout || this.sentRows < history.first) {
      this.sentLayout = history.layout
      this.sentRows = history.first
      say({ kind: 'run', run: recorder.run(history.first) })
    }
    if (history.end > this.sentRows) {
      const { times, ...rest } = history.stretch(this.sentRows, history.end)
      const ahead = history.ahead.map((time) => (Number.isFinite(time) ? time : null))
      const frame = { ...rest, times: Array.from(times), ahead, at: 0 }
      say({ kind: 'frame', frame }, [rest.exact.buffer, rest.differences.buffer, rest.inside.buffer])
      this.sentRows = history.end
    }
    const marks = recorder.marksFrom(this.sentMarks)
    if (marks.length > 0) say({ kind: 'marks', marks })
    this.sentMarks = recorder.endMark
    say({ kind: 'status', status: recorder.status() })
  }
}

/** The steps that a pipeline file of these words would have, and what they choose by themselves. */
function stepsOf({ csv, cadence, season, seed, horizon, scale }: Plan) {
  const { target: targets, covariates } = csv
  // Under its name in the form.
  if (cadence !== undefined) checkArgument('One step', durationText, cadence)
  const known = { targets, covariates, seed, ...(cadence === undefined ? {} : { cadence }) }
  const options = checkArgument('forecast', forecastWord.argument, { horizon, scale, season })
  const { steps } = arrange([{ word: forecastWord, argument: options, path: [] }], words, [])
  return {
    notes: [
      ...(cadence === undefined ? [] : [`one step is ${cadence}`]),
      ...(covariates.length > 0 ? [`covariates: ${covariates.join(', ')}`] : []),
      ...choicesOf(steps, { ...known, ledger: new Ledger() }),
    ],
    operators: (ledger: Ledger) => chainOf(withGapsFilled(steps, words, cadence), { ...known, ledger }),
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
