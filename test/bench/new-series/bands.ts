import type { Forecast } from '../../../src/series/forecast.ts'
import type { PanelSeries } from './panel.ts'

/** Origins by the number of rows known, up to each of these; the last band is of all. */
const ends = [10, 30, 100, 300, Number.POSITIVE_INFINITY]
export const bandNames = ['1–10', '11–30', '31–100', '101–300', 'later', 'all']
const whole = ends.length

/** Errors of one series over all leads, and how often intervals of two levels held the value. */
export class Bands {
  readonly #errors = new Float64Array(whole + 1)
  readonly #counts = new Float64Array(whole + 1)
  /** Shape [bands × levels]. */
  readonly #bounded = new Float64Array(2 * (whole + 1))
  readonly #inside = new Float64Array(2 * (whole + 1))

  add({ values }: PanelSeries, known: number, forecast: Forecast): void {
    const band = ends.findIndex((end) => known <= end)
    for (const [i, lead] of forecast.leads.entries()) {
      const actual = values[known + lead - 1]
      if (actual === undefined || Number.isNaN(actual)) continue
      for (const b of [band, whole]) {
        this.#errors[b]! += Math.abs(forecast.values[i]! - actual)
        this.#counts[b]!++
        for (let v = 0; v < 2; v++) {
          const [lower, upper] = [forecast.lower[v]![i]!, forecast.upper[v]![i]!]
          if (Number.isNaN(lower)) continue
          this.#bounded[2 * b + v]!++
          if (actual >= lower && actual <= upper) this.#inside[2 * b + v]!++
        }
      }
    }
  }

  /** Mean absolute error; NaN if there was none. */
  mae(band: number): number {
    return this.#errors[band]! / this.#counts[band]!
  }

  /** Share of the values inside the interval of a level. */
  coverage(band: number, level: number): number {
    return this.#inside[2 * band + level]! / this.#bounded[2 * band + level]!
  }
}
