import { demandMemory } from '../defaults/memory-needed.ts'
import { isClassification, type Outcome } from '../outcomes/outcome.ts'
import { OutcomeForecaster } from '../outcomes/outcome-forecaster.ts'
import type { OutcomeForecasterOptions } from '../outcomes/outcome-forecaster-options.ts'
import { leastOutcomeBytes, outcomeMemory } from '../outcomes/outcome-memory.ts'
import { countingIn } from '../series/counting-in.ts'
import type { Forecast } from '../series/forecast.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { demandSpec } from '../state/spec.ts'
import { LazyState } from './lazy-state.ts'
import { parseShape, type Shape, shapeOf, shapeText } from './shape.ts'
import { type Operator, stateful } from './stateful.ts'

/** How outcomes are forecast. */
export interface Outcomes {
  /** Options of the forecaster that begins with an observation of a shape. */
  readonly options: (shape: Shape) => OutcomeForecasterOptions
  /** Tells observations what is known ahead of their targets. */
  readonly ahead: Operator<Observation, Observation>
  /** Whether targets must be labels: 0 or 1, or positions of classes. */
  readonly labels: boolean
  /** Gets the rows whose values are not labels. */
  readonly ledger: Ledger
}

/** Forecasts the probabilities of outcomes. A value that is not a label is rejected, and its time is filled. */
export const outcomeForecasts = ({ options, ahead, labels, ledger }: Outcomes): Operator<Observation, Forecast> =>
  stateful((emit, within) => {
    const join = within?.shared?.of(within.key).join
    let bytes: number | undefined
    let outcomes: readonly Outcome[] = []
    const forecaster = new LazyState((spec, room) => {
      const all = options(parseShape(spec, room))
      demandSpec(leastOutcomeBytes(all) <= room, spec)
      const need = outcomeMemory(all)
      demandMemory(need)
      bytes = need.all
      outcomes = all.outcomes
      return new OutcomeForecaster(all, join)
    })
    const counter = countingIn(ledger)
    const told = ahead.open((observation) => {
      const { value = forecaster.begin(shapeText(shapeOf(observation))) } = forecaster
      const fault = labels ? faultOf(observation, outcomes) : undefined
      if (fault === undefined) return emit(value.observe(observation))
      counter.reject(observation, fault)
      ledger.fill()
      const values = new Float64Array(observation.values.length).fill(Number.NaN)
      emit(value.observe({ ...observation, values, row: undefined }))
    })
    return {
      next: told.next,
      flush: () => told.flush?.(),
      state(fields) {
        fields.part('ahead', told)
        fields.part('forecaster', forecaster)
      },
      close: () => forecaster.value?.dispose(),
      memory: () => bytes,
      summary: () => ({ forecaster: forecaster.value }),
    }
  })

/** Why a value is not a label. */
function faultOf({ values }: Observation, outcomes: readonly Outcome[]): string | undefined {
  for (const outcome of outcomes) {
    const value = values[outcome.column]
    if (value === undefined || Number.isNaN(value)) continue
    if (isClassification(outcome)) {
      if (Number.isInteger(value) && value >= 0 && value < outcome.classes.length) continue
      return `expected the position of a class of ${outcome.name}, from 0 to ${outcome.classes.length - 1}, got ${value}`
    }
    if (value === 0 || value === 1) continue
    return `expected 0 or 1 in ${outcome.name}, got ${value}; say which values count, such as outcome: { ${outcome.name}: ${outcome.name} > 0 }`
  }
  return undefined
}
