import type { Expert } from '../experts/expert.ts'
import type { Cell, Inside, IntervalState } from '../series/forecast.ts'
import type { Mixture } from './mixture.ts'

/** The internals of a forecaster, computed when they are read, since most are never read. */
export class LiveInternals implements Inside {
  readonly experts: readonly string[]
  readonly #members: readonly { readonly expert: Expert; readonly name: string; readonly forecasts: Float64Array }[]
  readonly #mixture: Pick<Mixture, 'regrets' | 'weights'>
  readonly #toDataUnits: (numbers: Float64Array) => Float64Array
  readonly #intervals: () => IntervalState | undefined

  /**
   * @param members the experts that are mixed, in the order of the weights; `forecasts` are views on the experts'
   * scale, shape [channels × leads]
   * @param toDataUnits copies such forecasts in units of the data
   */
  constructor(
    members: readonly { readonly expert: Expert; readonly name: string; readonly forecasts: Float64Array }[],
    mixture: Pick<Mixture, 'regrets' | 'weights'>,
    toDataUnits: (numbers: Float64Array) => Float64Array,
    intervals: () => IntervalState | undefined,
  ) {
    this.experts = members.map(({ name }) => name)
    this.#mixture = mixture
    this.#members = members
    this.#toDataUnits = toDataUnits
    this.#intervals = intervals
  }

  get weights(): Float64Array {
    return this.#mixture.weights
  }

  get regrets(): Float64Array {
    return this.#mixture.regrets
  }

  get forecasts(): Float64Array {
    const all = this.#members.map(({ forecasts }) => this.#toDataUnits(forecasts))
    return Float64Array.from(all.flatMap((forecasts) => [...forecasts]))
  }

  get intervals(): IntervalState | undefined {
    return this.#intervals()
  }

  get cells(): readonly Cell[] {
    return this.#members.flatMap(({ expert, name }) => {
      if (!expert.cell) return []
      // Written out: a spread of getters takes four times as long, and a page reads this at each observation.
      const { hidden, input, forget, output, candidate, cell, state } = expert.cell
      return [{ name, hidden, input, forget, output, candidate, cell, state }]
    })
  }
}
