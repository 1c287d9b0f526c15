import { type OperatorFunction, pipe, Subject } from 'rxjs'
import { checkArgument } from '../../src/arguments/check-argument.ts'
import { explain } from '../../src/forecaster/explain.ts'
import { forecastWord } from '../../src/operators/forecast.ts'
import { steps } from '../../src/operators/steps.ts'
import { forecasterOf } from '../../src/pipeline/forecaster-of.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Scored } from '../../src/series/scored.ts'
import { Recorder } from '../../src/server/recorder.ts'
import { forecastHeader, forecastRows, quoted, TimeTexts } from '../../src/sinks/forecast-rows.ts'
import { CsvFormat } from '../../src/sources/csv-format.ts'
import { skip } from '../../src/sources/reader.ts'
import type { Context } from '../../src/word.ts'
import type { Order, Plan, Report } from './plan.ts'

/** Observations between two breaths: often enough to draw, seldom enough not to matter. */
const breath = 32

const say = (report: Report, transfer: Transferable[] = []) =>
  (self as unknown as { postMessage(message: Report, transfer: Transferable[]): void }).postMessage(report, transfer)

/** Forecasts a file as the command line would: the same decoder, operators and kernel, so the same bits. */
class LocalRun {
  private readonly plan: Plan
  private readonly ledger: Ledger
  private readonly recorder: Recorder
  private readonly input = new Subject<Observation>()
  private readonly times = new TimeTexts()
  private readonly names: readonly string[]
  private notes: readonly string[] = []
  private csv: string[] = []
  private batch: Scored[] = []
  private told = 0
  private toldMarks = 0
  private toldLayout: unknown = null

  constructor(plan: Plan) {
    this.plan = plan
    const id = String(performance.timeOrigin)
    this.recorder = new Recorder({ id, title: plan.name, series: plan.targets, budget: 64 << 20 })
    this.names = plan.targets.map(quoted)
    this.ledger = new Ledger(({ file, line, reason }) =>
      this.recorder.note({ time: this.lastTime, kind: 'reject', text: `${file}:${line} ${reason}` }),
    )
    this.input.pipe(this.operators()).subscribe({
      next: (scored) => {
        // At once: what it shows of its inside is overwritten by the next.
        this.recorder.write([scored])
        this.batch.push(scored)
      },
      complete: () => this.flush(),
    })
  }

  async run(file: Blob): Promise<void> {
    const { name, delimiter, time, targets, covariates, clock, decimal } = this.plan
    const columns = {
      time,
      targets,
      covariates,
      clock,
      zone: 'UTC',
      missing: ['', 'nan', 'null'],
      decimal,
      thousands: '',
    }
    const format = new CsvFormat(name, delimiter, columns)
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    let read = 0
    const reader = file.stream().getReader()
    for (;;) {
      const { done, value } = await reader.read()
      read += value?.length ?? 0
      const rows = format.push(done ? decoder.decode() : decoder.decode(value, { stream: true }))
      await this.take(rows, file.size > 0 ? read / file.size : null)
      const problem = format.problem(false)
      if (problem) throw problem
      if (done) break
    }
    await this.take(format.end(), 1)
    const problem = format.problem(true)
    if (problem) throw problem
    this.input.complete()
    this.recorder.end({ rows: this.rows(), notes: this.notes })
    this.tell()
    say({ kind: 'forecasts', csv: new Blob(this.csv, { type: 'text/csv' }) })
  }

  fail(error: Error): void {
    this.flush()
    this.recorder.fail(error)
    this.tell()
  }

  private async take(rows: ReturnType<CsvFormat['push']>, fraction: number | null): Promise<void> {
    let since = 0
    for (const row of rows) {
      if (row === skip) this.ledger.skip()
      else if ('reason' in row) this.ledger.reject(row)
      else {
        this.ledger.accept(Array.from(row.values).some(Number.isNaN))
        this.input.next(row)
        if (++since % breath === 0) {
          this.recorder.progress(fraction, this.rows())
          this.flush()
          this.tell()
          await new Promise((resolve) => setTimeout(resolve))
        }
      }
    }
    this.recorder.progress(fraction, this.rows())
    this.flush()
    this.tell()
  }

  /** The steps that a pipeline file of these words would have. */
  private operators(): OperatorFunction<Observation, Scored> {
    const { targets, covariates, cadence, season, seed, horizon, scale } = this.plan
    const context: Context = {
      targets,
      covariates,
      seed,
      ledger: this.ledger,
      ...(cadence === undefined ? {} : { cadence }),
    }
    const build = (name: string, argument?: unknown) => {
      const word = steps.find((one) => one.name === name)!
      return word.build(checkArgument(name, word.argument, argument), context)
    }
    const operators = [
      build('inOrder'),
      ...(cadence === undefined || cadence.endsWith('bd') ? [] : [build('fillGaps', cadence)]),
      build('forecast', { horizon, scale, season }),
      build('score'),
    ]
    const options = checkArgument('forecast', forecastWord.argument, { horizon, scale, season })
    this.notes = [
      ...(cadence === undefined ? [] : [`one step is ${cadence}`]),
      ...(covariates.length > 0 ? [`covariates: ${covariates.join(', ')}`] : []),
      ...explain(forecasterOf(options, context)),
    ]
    return pipe(...(operators as [OperatorFunction<Observation, Scored>]))
  }

  private flush(): void {
    const { batch } = this
    if (batch.length === 0) return
    if (this.csv.length === 0) this.csv.push(forecastHeader(batch[0]!.levels))
    this.csv.push(batch.map((scored) => forecastRows(scored, this.names, this.times)).join(''))
    this.batch = []
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
    const marks = recorder.marks.slice(this.toldMarks - recorder.firstMark)
    if (marks.length > 0) say({ kind: 'marks', marks })
    this.toldMarks += marks.length
    say({ kind: 'status', status: recorder.status() })
  }

  private rows() {
    const { rows, accepted, imputed, rejected, skipped, filled, restarts } = this.ledger
    return { rows, accepted, imputed, rejected, skipped, filled, restarts }
  }

  private get lastTime(): number {
    const { history } = this.recorder
    return history.end === 0 ? Number.NaN : history.stretch(history.end - 1, history.end).times[0]!
  }
}

addEventListener('message', ({ data: { file, plan } }: MessageEvent<Order>) => {
  try {
    const run = new LocalRun(plan)
    run.run(file).catch((error: Error) => run.fail(error))
  } catch (error) {
    say({ kind: 'refused', problem: (error as Error).message })
  }
})
