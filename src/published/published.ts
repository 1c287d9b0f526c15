import { DataError } from '../errors.ts'
import type { Operator } from '../operators/stateful.ts'
import type { Onlooker } from '../run/onlooker.ts'
import type { SeriesEvent } from '../series/event.ts'
import type { ForecastData } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import type { OutcomeChannels } from '../series/outcome-channels.ts'
import { Scored } from '../series/scored.ts'
import { PublishedSeries } from './published-series.ts'
import { RecordReader } from './record-reader.ts'
import { WholeForecasts } from './whole-forecasts.ts'

/** Options of `Published`. */
export interface PublishedOptions {
  /** Names of the channels. */
  readonly targets: readonly string[]
  /** Names of the columns that tell the series apart. */
  readonly by?: readonly string[] | undefined
  /** The outcomes whose probabilities the forecasts are; undefined if they are values. */
  readonly outcomes?: OutcomeChannels | undefined
  /** Scores the forecasts of a series. */
  readonly score: Operator<ForecastData, Scored>
  /** Season of the forecaster in steps, which the records do not state. */
  readonly season?: number | undefined
  /** Whether the events of the series are read too; otherwise those that the scores find are shown. */
  readonly events: boolean
  /** Series that are shown, at most. Default: 10,000. */
  readonly most?: number
}

/** Events that came before the forecasts of their time, at most. */
const mostHeld = 1000

/**
 * Forecasts that were sent to others, read back and shown as those of a run: as an onlooker sees them, with scores and
 * events. Whatever else is among the records is counted by reason.
 */
export class Published {
  /** Forecasts shown. */
  forecasts = 0
  /** Forecasts that came again. */
  repeated = 0
  /** Forecasts of series beyond the most. */
  beyond = 0
  /** Records that are something else, by reason. */
  readonly refused = new Map<string, number>()
  private readonly options: PublishedOptions
  private readonly onlooker: Pick<Onlooker, 'write' | 'happened'>
  private readonly reader: RecordReader
  private readonly whole: WholeForecasts
  private readonly series = new Map<string, PublishedSeries>()
  private held: SeriesEvent[] = []
  private batch: Scored[] = []

  constructor(options: PublishedOptions, onlooker: Pick<Onlooker, 'write' | 'happened'>) {
    const { by, targets } = options
    this.options = options
    this.onlooker = onlooker
    this.reader = new RecordReader(targets, by)
    this.whole = new WholeForecasts(targets.length)
  }

  /** Takes records in order, and shows what is in them. */
  read(texts: Iterable<string>): void {
    for (const text of texts) {
      try {
        const { event, forecast } = this.reader.read(text)
        if (event) this.happened(event)
        else this.take(this.whole.add(forecast))
      } catch (error) {
        if (!(error instanceof DataError)) throw error
        this.refuse(error.message)
      }
    }
    this.show()
  }

  /** What is not shown, a sentence each. */
  get remarks(): readonly string[] {
    const { beyond, refused, repeated, whole } = this
    const most = this.options.most ?? mostSeries
    const sentence = (count: number, one: string, many: string) =>
      count === 0 ? [] : [count === 1 ? `1 ${one}` : `${inWords(count)} ${many}`]
    return [
      ...sentence(
        beyond,
        `forecast is of a series beyond the first ${inWords(most)}`,
        `forecasts are of series beyond the first ${inWords(most)}`,
      ),
      ...sentence(whole.incomplete, 'forecast lacks a target', 'forecasts lack a target'),
      ...sentence(repeated, 'forecast came again', 'forecasts came again'),
      ...[...refused].flatMap(([reason, count]) =>
        sentence(count, `record could not be shown: ${reason}`, `records could not be shown: ${reason}`),
      ),
    ]
  }

  private take(one: ReturnType<WholeForecasts['add']>): void {
    if (!one) return
    const { key } = one.forecast.observation
    const text = keyText(key)
    let series = this.series.get(text)
    if (!series) {
      if (this.series.size >= (this.options.most ?? mostSeries)) {
        this.beyond++
        return
      }
      const { outcomes, score, season } = this.options
      const open = () => score.open((scored) => this.batch.push(this.shown(scored)))
      series = new PublishedSeries(open, season, outcomes)
      this.series.set(text, series)
    }
    if (series.next(one)) this.forecasts++
    else this.repeated++
  }

  /** The events of a forecast are those that were read, if they are. */
  private shown(scored: Scored): Scored {
    const { events } = this.options
    return events && (scored.events || scored.drift)
      ? new Scored({ ...scored, events: undefined, drift: undefined })
      : scored
  }

  private happened(event: SeriesEvent): void {
    if (!this.options.events) return
    this.held.push(event)
    if (this.held.length > mostHeld) this.held.shift()
  }

  /** Shows the forecasts, then the events of their times: these follow them, or are in another topic. */
  private show(): void {
    if (this.batch.length > 0) this.onlooker.write(this.batch)
    this.batch = []
    const due = this.held.filter(({ key, time }) => this.originOf(key) >= time)
    if (due.length === 0) return
    this.held = this.held.filter((event) => !due.includes(event))
    for (const event of due) this.onlooker.happened?.(event)
  }

  private originOf(key: readonly string[] | undefined): number {
    return this.series.get(keyText(key))?.origin ?? Number.NEGATIVE_INFINITY
  }

  private refuse(reason: string): void {
    const { refused } = this
    const known = refused.has(reason) || refused.size < mostReasons ? reason : 'for other reasons'
    refused.set(known, (refused.get(known) ?? 0) + 1)
  }
}

const mostSeries = 10_000
const mostReasons = 8
const inWords = (count: number) => count.toLocaleString('en-US')
