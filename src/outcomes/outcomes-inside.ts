import type { Cell, Inside } from '../series/forecast.ts'
import type { OutcomeModel } from './outcome-model.ts'

/** The internals of a forecaster of outcomes, computed when they are read. */
export class OutcomesInside implements Inside {
  /** Those of any outcome. */
  readonly experts: readonly string[]
  readonly #models: readonly OutcomeModel[]
  readonly #leads: number

  constructor(models: readonly OutcomeModel[], leads: number) {
    this.experts = [...new Set(models.flatMap(({ names }) => names))]
    this.#models = models
    this.#leads = leads
  }

  get weights(): Float64Array {
    return this.#read(0, ({ mixture, names }, e, _, i) => mixture.weights[i * names.length + e]!)
  }

  get forecasts(): Float64Array {
    return this.#read(Number.NaN, ({ views }, e, channel, i) => views[e]![channel * this.#leads + i]!)
  }

  get cells(): readonly Cell[] {
    return this.#models.flatMap(({ experts, names }) =>
      experts.flatMap(({ cell }, e) => {
        if (!cell) return []
        const { hidden, input, forget, output, candidate, cell: kept, state } = cell
        return [{ name: names[e]!, hidden, input, forget, output, candidate, cell: kept, state }]
      }),
    )
  }

  /** Numbers of shape [experts × channels × leads]; `without` for an expert that an outcome does not have. */
  #read(
    without: number,
    read: (model: OutcomeModel, expert: number, channel: number, i: number) => number,
  ): Float64Array {
    const all: number[] = []
    for (const name of this.experts) {
      for (const model of this.#models) {
        const e = model.names.indexOf(name)
        for (let channel = 0; channel < model.channels; channel++)
          for (let i = 0; i < this.#leads; i++) all.push(e < 0 ? without : read(model, e, channel, i))
      }
    }
    return Float64Array.from(all)
  }
}
