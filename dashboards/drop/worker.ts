import { Subject } from 'rxjs'
import { forecastWord } from '../../src/operators/forecast.ts'
import { steps as words } from '../../src/operators/steps.ts'
import { arrange } from '../../src/pipeline/arrange.ts'
import { chainOf, choicesOf } from '../../src/pipeline/chain.ts'
import { withGapsFilled } from '../../src/pipeline/with-gaps-filled.ts'
import { KeyedRecorders } from '../../src/recording/keyed-recorders.ts'
import type { Recorder } from '../../src/recording/recorder.ts'
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
import type { ForecastSettings, FromWorker, ToWorker } from './protocol.ts'

/** Observations between two turns of the event loop: few enough to draw and to stop in time. */
const batchSize = 32
/** Rejects shown; the file has all of them. */
const shownRejects = 20

const send = (message: FromWorker, transfer: Transferable[] = []) =>
  (self as unknown as { postMessage(message: FromWorker, transfer: Transferable[]): void }).postMessage(
    message,
    transfer,
  )

/** Forecasts a file as the command line does: the same source, session, operators and kernel, so the same bits. */
class LocalRun {
  private readonly stopping = new AbortController()
  private readonly source: Source
  private readonly session: Session<Scored>
  private readonly recorders: KeyedRecorders
  private readonly input = new Subject<Observation>()
  private readonly rejects: Reject[] = []
  private readonly ndjson = new GrowingBlob()
  private readonly csv = new GrowingBlob()
  private broken: Error | undefined
  private sentRows = 0
  private sentMarks = 0
  private sentLayout: unknown = null

  constructor(file: Blob, settings: ForecastSettings) {
    const { path, target: targets, encoding = 'utf-8' } = settings.csv
    this.source = csvText(checkArgument('csv', csvOptions, settings.csv), {
      strict: false,
      open: () => new BlobText(file, path, encoding),
      zoneHint: 'set their zone under More settings',
    })
    const id = String(performance.timeOrigin)
    this.recorders = new KeyedRecorders({ id, title: path, series: targets, budget: 64 << 20 })
    const { by = [] } = this.source
    const ledger = new Ledger((reject) => {
      if (this.rejects.length < shownRejects) this.rejects.push(reject)
      this.ndjson.add(rejectLine(reject))
    })
    const names = targets.map(quoted)
    const times = new TimeTexts()
    let begun = false
    this.session = new Session<Scored>({
      input: path,
      by,
      targets,
      ledger,
      stop: this.stopping.signal,
      ...stepsOf(settings),
      onForecast: (scored) => {
        if (!begun) this.csv.add(forecastHeader(scored.levels, by))
        begun = true
        this.recorders.write([scored])
        this.csv.add(forecastRows(scored, names, times))
      },
      onMark: (mark) => this.recorders.note(mark),
    })
    this.input.pipe(this.session.operator).subscribe({
      error: (error) => {
        this.broken = error
      },
    })
  }

  /** That of the first series, which is shown. */
  private get recorder(): Recorder {
    return this.recorders.all[0]!.recorder
  }

  /** Stops reading; the rows read so far are forecast. */
  stop(): void {
    this.stopping.abort()
  }

  async run(): Promise<void> {
    const { input, recorders, session, source } = this
    const { ledger } = session
    const reading = source.open(ledger, session.stop, batchSize)
    try {
      for await (const batch of reading.batches) {
        for (const observation of batch) input.next(observation)
        if (this.broken) throw this.broken
        recorders.progress(session.fraction(reading), ledger.counts)
        this.sendNews()
        await new Promise((resolve) => setTimeout(resolve))
      }
      input.complete()
    } catch (error) {
      this.broken = error as Error
    }
    const ending = session.end(reading)
    if (this.broken) recorders.fail(this.broken)
    else recorders.end(ending)
    this.sendNews()
    send({
      kind: 'ended',
      forecasts: ending.last && this.csv.whole('text/csv'),
      rejects:
        ledger.rejected > 0
          ? { count: ledger.rejected, first: this.rejects, ndjson: this.ndjson.whole('application/x-ndjson') }
          : undefined,
      warnings: ending.warnings,
    })
    session.close()
  }

  /** Sends the page everything new since the last call. */
  private sendNews(): void {
    const { recorder } = this
    const { history } = recorder
    if (history.layout !== this.sentLayout || this.sentRows < history.first) {
      this.sentLayout = history.layout
      this.sentRows = history.first
      send({ kind: 'run', run: recorder.run(history.first) })
    }
    if (history.end > this.sentRows) {
      const frame = recorder.frame(this.sentRows, history.end, 0)
      send({ kind: 'frame', frame }, [frame.exact.buffer, frame.differences.buffer, frame.inside.buffer])
      this.sentRows = history.end
    }
    const marks = recorder.marksFrom(this.sentMarks)
    if (marks.length > 0) send({ kind: 'marks', marks })
    this.sentMarks = recorder.endMark
    send({ kind: 'status', status: recorder.status() })
  }
}

/** The operators of a pipeline with these settings, and the choices that they make by themselves. */
function stepsOf({ csv, cadence, season, seed, horizon, scale }: ForecastSettings) {
  const { target: targets, covariates } = csv
  // Named as in the form.
  if (cadence !== undefined) checkArgument('One step', durationText, cadence)
  const known = { targets, covariates, seed, ...(cadence === undefined ? {} : { cadence }) }
  const options = checkArgument('forecast', forecastWord.argument, { horizon, scale, season })
  const { steps } = arrange([{ word: forecastWord, argument: options, path: [] }], words, [])
  return {
    notes: [
      ...(cadence === undefined ? [] : [`one step is ${cadence}`]),
      ...(covariates.length > 0 ? [`covariates: ${covariates.join(', ')}`] : []),
      ...choicesOf(steps, known),
    ],
    operators: (ledger: Ledger) => chainOf(withGapsFilled(steps, words, cadence), known, ledger),
  }
}

let run: LocalRun | undefined
addEventListener('message', ({ data: message }: MessageEvent<ToWorker>) => {
  if (message === 'stop') return run?.stop()
  try {
    run = new LocalRun(message.file, message.settings)
    void run.run()
  } catch (error) {
    send({ kind: 'refused', problem: (error as Error).message })
  }
})
