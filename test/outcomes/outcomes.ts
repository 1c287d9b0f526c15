import { Random } from '../../src/lstm/random.ts'
import type { Comparison, Operator, Threshold } from '../../src/outcomes/outcome.ts'
import type { OutcomeExpert, OutcomeInput } from '../../src/outcomes/outcome-expert.ts'
import type { Observation } from '../../src/series/observation.ts'

const day = 86_400_000

/** A comparison of the first column. */
export const comparison = (
  operator: Operator,
  value: number,
  over: Comparison['over'] = 'lead',
  kind: Threshold['kind'] = 'number',
): Comparison => ({ name: 'event', column: 0, over, operator, threshold: { kind, value } })

/** Days with these values; NaN is missing. */
export const days = (values: readonly number[], covariates?: readonly (readonly number[])[]): Observation[] =>
  values.map((value, t) => ({ time: t * day, values: [value], covariates: covariates?.[t] }))

/** Rows of 0 and 1, of which each is like the one before with probability 0.8. */
export function spells(count: number, seed = 1): number[] {
  const random = new Random(seed)
  let state = 0
  return Array.from({ length: count }, () => {
    if (random.uniform() < 0.2) state = 1 - state
    return state
  })
}

/** Steps of labels of the present value, forecast at these leads; NaN is unknown. */
export function steps(labels: readonly number[], leads: readonly number[]): OutcomeInput[] {
  return labels.map((label, t) => ({
    time: t * day,
    step: t,
    values: Float64Array.of(label),
    missing: Uint8Array.of(Number(Number.isNaN(label))),
    ahead: new Float64Array(0),
    present: label,
    limit: 0,
    due: Float64Array.from(leads, (lead) => (t < lead ? Number.NaN : label)),
  }))
}

/** What the expert forecasts after the last step. */
export function lastOf(expert: OutcomeExpert, all: readonly OutcomeInput[], size: number): number[] {
  const out = new Float64Array(size)
  for (const step of all) {
    expert.learn(step)
    expert.forecast(out)
  }
  return [...out]
}
