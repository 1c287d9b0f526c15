import { filter, type OperatorFunction, pipe, tap, throwError } from 'rxjs'
import { ConfigError, type DataError } from '../errors.ts'
import { byKey } from '../operators/by-key.ts'
import { type Handler, type Operator, type SeriesState, stateful } from '../operators/stateful.ts'
import { totalScores } from '../scores/total-scores.ts'
import { totalWorth } from '../scores/total-worth.ts'
import type { Forecast } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Reading } from '../sources/source.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { beliefs } from './beliefs.ts'
import { type Ending, summaryOf, warningsOf, withoutTotal } from './ending.ts'
import { Findings } from './findings.ts'
import { KnownTargets } from './known-targets.ts'
import { LastForecasts } from './last-forecasts.ts'
import { SeriesFlow } from './series-flow.ts'
import type { SessionOptions } from './session-options.ts'
import { Strictness } from './strictness.ts'
import { timed } from './timed.ts'

const never = new AbortController().signal

/**
 * A run over the rows of one input, independent of its host: operators, row counts, facts about rejected rows, and the
 * result. The host reads batches, sends their observations through `operator`, and takes forecasts and marks to their
 * destinations. Browser-safe.
 */
export class Session<R extends Forecast> implements Saveable {
  readonly ledger: Ledger
  /** Aborted when reading must end: by the host, or by a rejected row if the session is strict. */
  readonly stop: AbortSignal
  /** The series of the run, if they are kept outside: observations then go through `throughSeries`. */
  readonly flow: SeriesFlow<R> | undefined
  /** The operator for all observations, to be subscribed to once. */
  readonly operator: OperatorFunction<Observation, R>
  private readonly options: SessionOptions<R>
  private readonly findings: Findings
  private readonly known = new KnownTargets()
  private readonly strictness: Strictness | undefined
  private readonly passes = (observation: Observation) => this.strictness?.passes(observation) ?? true
  /** The running operators; undefined if their state cannot be saved, as with plain RxJS operators. */
  private readonly handler: Handler<Observation> | undefined
  private readonly lasts = new LastForecasts<R>()
  private begun = false
  /** Rows of the input that were forecast from. */
  private forecast = 0
  /** Observations that reached the operators. */
  private version = 0

  constructor(options: SessionOptions<R>) {
    const { by = [], ledger = new Ledger(), many, onStep, operators, series } = options
    const { strict = false, stop = never } = options
    this.options = options
    this.ledger = ledger
    this.findings = new Findings(ledger, options)
    this.strictness = strict ? new Strictness(ledger, stop) : undefined
    this.stop = this.strictness?.stop ?? stop
    const { passes } = this
    if (many) {
      const { wantsInside } = options
      const forecast = (made: R) => this.take(made)
      this.flow = new SeriesFlow(many, { ledger, forecast, step: onStep, wantsInside })
      this.operator = () => throwError(() => new Error('session: expected a call of throughSeries'))
      return
    }
    const made = operators(ledger)
    const chain: typeof made & Partial<Operator<Observation, R>> = by.length > 0 ? byKey(made, series) : made
    if (!chain.open) {
      this.operator = pipe(
        filter(passes),
        chain,
        tap((forecast: R) => this.take(forecast)),
      )
      return
    }
    let pass: (forecast: R) => void = () => {}
    const handler = chain.open((forecast) => {
      this.take(forecast)
      pass(forecast)
    })
    this.handler = handler
    const step = timed((observation: Observation) => handler.next(observation), onStep)
    this.operator = stateful((emit) => {
      pass = emit
      return {
        next: (observation) => {
          this.version++
          if (passes(observation)) step(observation)
        },
        flush: () => handler.flush?.(),
        state: (fields) => handler.state(fields),
      }
    })
  }

  /** Sends batches through `flow`; yields the forecasts that were made. */
  throughSeries(batches: AsyncIterable<readonly Observation[]>): AsyncGenerator<R[], void, void> {
    return this.flow!.through(batches, this.passes)
  }

  /**
   * The state between two observations: row counts, findings and operators. It can be restored before the first
   * observation.
   *
   * @throws ConfigError if the state of the operators cannot be saved
   */
  state(fields: Fields): void {
    const { saveable } = this
    this.visitCommon(fields)
    fields.part('operators', saveable)
  }

  /**
   * The state without that of the series, for saving these one by one. After it was restored, `series` has those to
   * restore.
   *
   * @throws ConfigError if the state of the operators cannot be saved
   */
  get common(): Saveable {
    const series = this.flow ? undefined : this.saveable.series?.common
    return {
      state: (fields) => {
        this.visitCommon(fields)
        if (series) fields.part('keys', series)
      },
    }
  }

  /**
   * The state of each series.
   *
   * @throws ConfigError if the state of the operators cannot be saved
   */
  get series(): readonly SeriesState[] {
    const { lasts, saveable, version } = this
    const only = { key: [], version, state: (fields: Fields) => saveable.state(fields) }
    return Array.from(saveable.series?.all() ?? [only], (one) => ({
      key: one.key,
      ...(one.version === undefined ? {} : { version: one.version }),
      state(fields) {
        one.state(fields)
        lasts.visit(fields, one.key.length > 0 ? one.key : undefined)
      },
    }))
  }

  private get saveable(): Handler<Observation> {
    if (this.handler) return this.handler
    const message = 'expected operators whose state can be saved, got plain RxJS operators; join them with chain(...)'
    throw new ConfigError([{ where: 'operators:', message }])
  }

  private visitCommon(fields: Fields): void {
    fields.part('rows', this.ledger)
    if (!this.options.endless) {
      fields.part('findings', this.findings)
      fields.part('known', this.known)
    }
    this.forecast = fields.counter('forecast', this.forecast)
    this.begun = fields.boolean('begun', this.begun)
  }

  /**
   * Share of the input that has been forecast, from 0 to 1; null if its length is unknown. Rows that were read but not
   * yet forecast do not count.
   */
  fraction(reading: Pick<Reading, 'fraction'>): number | null {
    const { accepted, imputed } = this.ledger
    return reading.fraction === undefined ? null : reading.fraction * (this.forecast / Math.max(1, accepted + imputed))
  }

  /** Passes on the marks that no observation followed, and returns the result. */
  end(reading: Pick<Reading, 'failure' | 'warnings'>): Ending<R> {
    const { findings, lasts, ledger, options, strictness } = this
    for (const mark of findings.marksLeft()) options.onMark?.(mark)
    const stopped = options.stop?.aborted ?? false
    const failure = strictness?.failure ?? reading.failure ?? (stopped ? undefined : this.uselessness)
    const lostMany = this.begun && !strictness && !failure ? findings.lostMany() : undefined
    const told = this.flow ? { series: this.flow.reports } : this.handler?.summary?.()
    const { scores, forecaster, warnings = [], series = [], worth = [] } = { ...summaryOf(lasts.latest), ...told }
    const { keyed, total } = withoutTotal(series, this.flow?.total !== undefined)
    const scoresOf = new Map(keyed.map(({ key, scores }) => [keyText(key), scores]))
    return {
      rows: ledger.counts,
      last: lasts.latest,
      next:
        this.flow?.lasts(options.revive) ??
        lasts.list((key) => (key ? scoresOf.get(keyText(key)) : scores), options.revive),
      scores: series.length > 0 ? totalScores(keyed) : scores,
      keyed,
      total,
      worth: series.length > 0 ? totalWorth(series.map((one) => one.worth ?? [])) : worth,
      notes: [...(options.notes ?? []), ...(forecaster && series.length === 0 ? beliefs(forecaster) : [])],
      warnings: [
        ...(lostMany === undefined ? [] : [lostMany]),
        ...warnings,
        ...(failure ? [] : this.known.warnings(options.targets ?? [])),
        ...warningsOf(series),
        ...(this.flow?.many.warnings ?? []),
        ...reading.warnings,
      ],
      failure,
      stopped,
    }
  }

  /** Why the forecasts are of no use; undefined if they are. */
  private get uselessness(): DataError | undefined {
    if (!this.begun) return this.noForecast
    const { input, targets = [] } = this.options
    return this.findings.nearlyAllLost(input) ?? this.known.failure(input, targets, this.forecast)
  }

  /** Whether a rejected row has ended a strict session; its state is then that after the row. */
  get broken(): boolean {
    return this.strictness?.rejected ?? false
  }

  /** The failure of a session that made no forecast. */
  get noForecast(): DataError {
    return this.findings.noForecast(this.options.input)
  }

  /**
   * Frees the operators' networks, ends threads, and stops listening to the ledger. Until then the state can be saved,
   * also after the end.
   */
  async close(): Promise<void> {
    this.handler?.close?.()
    this.findings.close()
    this.strictness?.close()
    await this.flow?.close()
  }

  private take(forecast: R): void {
    const { onForecast, onMark } = this.options
    if (this.flow) this.lasts.latest = forecast
    else this.lasts.take(forecast)
    this.begun = true
    if (!this.options.endless) this.known.see(forecast)
    if (forecast.observation.row) this.forecast++
    onForecast?.(forecast)
    for (const mark of this.findings.marksAt(forecast.observation)) onMark?.(mark)
  }
}
