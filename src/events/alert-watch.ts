import type { SeriesEvent } from '../series/event.ts'
import type { ForecastData } from '../series/forecast.ts'
import type { Observation } from '../series/observation.ts'
import { timeOrNone } from '../series/valid-time.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { addSteps, type Duration } from '../time/duration.ts'
import { probabilityBeyond, type Side } from './distribution.ts'
import { figure, percent, timeInWords } from './words.ts'

/** An alert has ended when its probability is below this share of that stated. */
const endShare = 0.5

/** What an alert is about. */
export interface Alarm {
  /** 1 for above the limit, −1 for below it. Of an outcome, above 0.5: it is 1 if it happens. */
  readonly side: Side
  readonly limit: number
  /** Whether it is about the probabilities of an outcome, instead of the distribution of a value. */
  readonly outcome?: boolean | undefined
  /** From the origin on: steps, or a time. */
  readonly within: number | Duration
  /** As the user wrote it. */
  readonly span: string
  /** From which on it fires, 0 … 1. */
  readonly probability: number
}

/**
 * Says when a target is so probable to pass a limit within a span, and when it no longer is. The probability is that of
 * the lead within the span at which it is largest. That is a lower bound for the span as a whole, since what happens at
 * different leads may not be the same; errors of neighbouring leads are so alike that little is missing.
 */
export class AlertWatch implements Saveable {
  readonly #alarm: Alarm
  readonly #name: string
  readonly #channel: number
  /** Time of the alert; NaN while there is none. */
  private since = Number.NaN
  /** When the limit was passed after that, and the value; NaN if it was not. */
  private passedAt = Number.NaN
  private passedBy = Number.NaN

  /**
   * @param name of the target, for sentences
   * @param channel its position
   */
  constructor(alarm: Alarm, name: string, channel: number) {
    this.#alarm = alarm
    this.#name = name
    this.#channel = channel
  }

  /** @returns that the alert begins or ends as of the observation of this forecast; undefined if it does neither */
  add(forecast: ForecastData): SeriesEvent | undefined {
    const { observation } = forecast
    const { probability: stated } = this.#alarm
    const isOpen = !Number.isNaN(this.since)
    if (isOpen) this.observe(observation)
    const { probability, at } = this.mostProbable(forecast)
    if (!isOpen && probability >= stated) {
      this.since = observation.time
      this.passedAt = Number.NaN
      return this.event(forecast, { kind: 'alert', reason: this.beginning(forecast, at, probability) })
    }
    if (!(isOpen && probability < stated * endShare)) return undefined
    const { since } = this
    this.since = Number.NaN
    return this.event(forecast, { kind: 'recovered', of: 'alert', since, reason: this.end(forecast, probability) })
  }

  private observe({ time, values }: Observation): void {
    const { limit, side } = this.#alarm
    const value = values[this.#channel]!
    if (!Number.isNaN(this.passedAt) || !(side * (value - limit) > 0)) return
    this.passedAt = time
    this.passedBy = value
  }

  /** The largest probability of the leads within the span, and the position of its lead; NaN if none is known. */
  private mostProbable(forecast: ForecastData): { readonly probability: number; readonly at: number } {
    const { limit, outcome, side, within } = this.#alarm
    const { leads, origin, times, values } = forecast
    const end = typeof within === 'number' ? within : addSteps(origin, within, 1)
    let most = { probability: Number.NaN, at: -1 }
    for (let i = 0; i < leads.length; i++) {
      if (!((typeof within === 'number' ? leads[i]! : times[i]!) <= end)) continue
      const entry = this.#channel * leads.length + i
      const probability = outcome ? values[entry]! : probabilityBeyond(forecast, entry, limit, side)
      if (!(probability <= most.probability) && !Number.isNaN(probability)) most = { probability, at: i }
    }
    return most
  }

  private event({ observation: { key, time } }: ForecastData, event: Omit<SeriesEvent, 'time'>): SeriesEvent {
    return { ...event, time, ...(key && { key }), channel: this.#channel }
  }

  /** What the alert is about: `temp_max above 30 within 24h`, or `rain within 24h`. */
  private get what(): string {
    const { limit, outcome, side, span } = this.#alarm
    if (outcome) return `${this.#name} within ${span}`
    return `${this.#name} ${side === 1 ? 'above' : 'below'} ${figure(limit)} within ${span}`
  }

  private beginning(forecast: ForecastData, at: number, probability: number): string {
    const { leads, observation, times, values } = forecast
    const value = figure(values[this.#channel * leads.length + at]!)
    const time = times[at]!
    const when = Number.isNaN(time) ? `${leads[at]} steps ahead` : `for ${timeInWords(time, observation.cadence)}`
    const said = this.#alarm.outcome ? '' : `${value} is forecast `
    return `${this.what} has a probability of ${percent(probability)}: ${said}${when}`
  }

  private end({ observation }: ForecastData, probability: number): string {
    const { outcome, side } = this.#alarm
    const there = side === 1 ? 'above' : 'below'
    const did = outcome ? 'it happened' : `it was ${there}, with ${figure(this.passedBy)}`
    const passed = Number.isNaN(this.passedAt)
      ? `it has not ${outcome ? 'happened' : `been ${there}`}`
      : `${did} at ${timeInWords(this.passedAt, observation.cadence)}`
    return `${this.what} has a probability of ${percent(probability)} now; ${passed}`
  }

  state(fields: Fields): void {
    this.since = fields.number('since', this.since, timeOrNone)
    this.passedAt = fields.number('passedAt', this.passedAt, timeOrNone)
    this.passedBy = fields.number('passedBy', this.passedBy)
  }
}
