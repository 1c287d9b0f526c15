import type { Handler } from '../operators/stateful.ts'
import type { ForecastData } from '../series/forecast.ts'
import { labelOf, type OutcomeChannels } from '../series/outcome-channels.ts'
import { isSame, type WholeForecast } from './whole-forecasts.ts'

/** Beyond the rounding of a sum of two numbers. */
const tolerance = 1e-9

/**
 * The forecasts of one series as they are read back, in order: they are scored again as they were when they were made.
 * Where records are missing in between, steps do not count: it then begins again, as after a gap.
 */
export class PublishedSeries {
  private readonly open: () => Handler<ForecastData>
  private readonly season: number | undefined
  private readonly outcomes: OutcomeChannels | undefined
  private handler: Handler<ForecastData> | undefined
  private last: ForecastData | undefined
  /** By origin, what was forecast for the first lead, one value a channel: those not yet due. */
  private pending: (readonly number[])[] = []

  /**
   * @param open begins to score
   * @param season of the forecaster, in steps
   * @param outcomes whose probabilities the forecasts are
   */
  constructor(open: () => Handler<ForecastData>, season?: number, outcomes?: OutcomeChannels) {
    this.open = open
    this.outcomes = outcomes
    this.season = season
  }

  /** @returns false for a forecast that came before */
  next(one: WholeForecast): boolean {
    const { last } = this
    const { forecast } = one
    if (last && forecast.origin <= last.origin) return false
    const fits = last === undefined || (isSame(last.leads, forecast.leads) && isSame(last.levels, forecast.levels))
    const restart = !fits || !this.follows(one)
    if (!fits) {
      this.handler?.close?.()
      this.handler = undefined
    }
    if (restart) this.pending = []
    const { leads, observation, values } = forecast
    this.pending.push(Array.from(observation.values, (_, channel) => values[channel * leads.length]!))
    if (this.pending.length > leads[0]!) this.pending.shift()
    this.last = forecast
    this.handler ??= this.open()
    this.handler.next({
      ...forecast,
      season: this.season,
      ...(this.outcomes && { outcomes: this.outcomes, actuals: one.residuals.map(labelOf) }),
      ...(restart && { observation: { ...observation, restart } }),
    })
    return true
  }

  /** Time of the last forecast; −∞ before the first. */
  get origin(): number {
    return this.last?.origin ?? Number.NEGATIVE_INFINITY
  }

  /**
   * Whether a forecast is of the step after the last one. Its residual at the first lead says what was forecast for that
   * time when it was due.
   */
  private follows({ forecast: { leads, observation }, residuals }: WholeForecast): boolean {
    if (this.pending.length < leads[0]!) return true
    return this.pending[0]!.every((due, channel) => {
      const observed = observation.values[channel]!
      if (Number.isNaN(observed)) return true
      const said = observed - residuals[channel * leads.length]!
      if (Number.isNaN(said) || Number.isNaN(due)) return Number.isNaN(said) && Number.isNaN(due)
      return Math.abs(said - due) <= tolerance * (Math.abs(observed) + Math.abs(due))
    })
  }
}
