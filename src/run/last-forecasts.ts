import type { Forecast, ForecastData } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import type { Scores } from '../series/scored.ts'
import { visitForecast } from '../series/visit-forecast.ts'
import type { Fields } from '../state/fields.ts'

/** Makes a forecast of a session again from what was saved of it. */
export type Revive<R> = (data: ForecastData, scores: Scores) => R

/** The last forecast of each series, in the order of their first ones; also those made before a restore. */
export class LastForecasts<R extends Forecast> {
  /** The last one; undefined if there was none since the beginning or the restore. */
  latest: R | undefined
  private readonly made = new Map<string, R>()
  private readonly all = new Map<string, ForecastData>()

  take(forecast: R): void {
    this.latest = forecast
    const text = keyText(forecast.observation.key)
    this.made.set(text, forecast)
    this.all.set(text, forecast)
  }

  /** The state of one series. */
  visit(fields: Fields, key: readonly string[] | undefined): void {
    const text = keyText(key)
    const before = this.all.get(text)
    const after = fields.optional('last', before, visitForecast)
    if (after === before || fields.saving) return
    this.made.delete(text)
    if (after) this.all.set(text, after)
    else this.all.delete(text)
  }

  /**
   * All of them.
   *
   * @param scores of a series, by its key
   * @param revive for those made before a restore; without it they are left out
   */
  list(scores: (key: readonly string[] | undefined) => Scores | undefined, revive: Revive<R> | undefined): R[] {
    return [...this.all].flatMap(([text, data]) => {
      const made = this.made.get(text)
      if (made) return made
      const { key } = data.observation
      const known = scores(key)
      return revive && known ? revive(data, known) : []
    })
  }
}
