import type { Cell, Inside } from '../series/forecast.ts'
import type { OutcomeModel } from './outcome-model.ts'

/** Name of the regression on what the experts say, among them. */
const stackName = 'stack'

/** The internals of a forecaster of outcomes, computed when they are read. */
export class OutcomesInside implements Inside {
  /** Those of any outcome, and the stack. */
  readonly experts: readonly string[]
  readonly #models: readonly OutcomeModel[]
  readonly #leads: number

  constructor(models: readonly OutcomeModel[], leads: number) {
    this.experts = [...new Set(models.flatMap(({ names }) => names)), stackName]
    this.#models = models
    this.#leads = leads
  }

  get weights(): Float64Array {
    const all = this.#models.map(({ mixture, names }) => ({
      names,
      shares: Array.from({ length: this.#leads }, (_, i) => mixture.shares(i)),
    }))
    return this.#read((m, name, _, i) => {
      const { names, shares } = all[m]!
      const own = shares[i]!
      const rest = name === stackName ? own.at(-2)! : name === 'rate' ? own.at(-1)! : 0
      return rest + (own[names.indexOf(name)] ?? 0)
    })
  }

  get forecasts(): Float64Array {
    return this.#read((m, name, channel, i) => {
      const { members, mixture, names } = this.#models[m]!
      const entry = channel * this.#leads + i
      return name === stackName ? mixture.stacked(entry) : (members[names.indexOf(name)]?.[entry] ?? Number.NaN)
    })
  }

  get cells(): readonly Cell[] {
    return this.#models.flatMap(({ experts }) =>
      experts.flatMap(({ expert, name }) => {
        if (!expert.cell) return []
        // Written out, as a spread of getters is slow.
        const { hidden, input, forget, output, candidate, cell, state } = expert.cell
        return [{ name, hidden, input, forget, output, candidate, cell, state }]
      }),
    )
  }

  /** Numbers of shape [experts × channels × leads]. */
  #read(read: (model: number, name: string, channel: number, i: number) => number): Float64Array {
    const all: number[] = []
    for (const name of this.experts)
      this.#models.forEach(({ channels }, m) => {
        for (let channel = 0; channel < channels; channel++)
          for (let i = 0; i < this.#leads; i++) all.push(read(m, name, channel, i))
      })
    return Float64Array.from(all)
  }
}
