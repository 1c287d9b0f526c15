import type { ScoreData, Scores } from '../series/scored.ts'
import { fieldAt, type StoredField } from '../state/stored-fields.ts'
import { baselineName } from './baselines.ts'
import { coverage } from './coverage.ts'
import { detached } from './detached-scores.ts'
import { ErrorSums } from './error-sums.ts'
import { eachMetric, type Metric, metrics } from './metrics.ts'
import { OutcomeScores } from './outcome-scores.ts'
import { OutcomeSums } from './outcome-sums.ts'
import { skill } from './skill.ts'

/** The scores in a snapshot, in the units of the data, without those of sums; undefined if there are none in it. */
export function storedScores(fields: readonly StoredField[]): Scores | undefined {
  const { fields: board, spec = '' } = boardIn(fields) ?? { fields: [] }
  const stored = fieldAt(board, 'scores')?.fields ?? []
  const [levels, leads] = [listOf(fieldAt(stored, 'sums.levels')), listOf(fieldAt(board, 'leads'))]
  const ofOutcomes = fieldAt(stored, 'outcomes.numbers')?.numbers
  if (ofOutcomes) return storedOutcomes(listOf(fieldAt(stored, 'groups')), leads, Float64Array.from(ofOutcomes))
  const numbers = fieldAt(stored, 'sums.numbers')?.numbers
  if (!numbers || leads.length === 0) return undefined
  const cells = numbers.length / new ErrorSums(1, levels).width
  const channels = cells / leads.length
  if (!Number.isInteger(channels)) return undefined
  const sums = new ErrorSums(cells, levels)
  sums.numbers.set(numbers)
  const numbersAt = (path: string) => fieldAt(stored, path)?.numbers ?? new Float64Array(0)
  const [steps, counts] = [numbersAt('steps.sums'), numbersAt('steps.counts')]
  const each = (metric: Metric) =>
    Float64Array.from({ length: cells }, (_, cell) => {
      const channel = Math.floor(cell / leads.length)
      return metric(sums, cell, { unit: 1, step: steps[channel]! / counts[channel]! })
    })
  const [ours, theirs, compared] = [numbersAt('naive.ours'), numbersAt('naive.sums'), numbersAt('naive.counts')]
  const { cadence } = specOf(spec)
  const scores: ScoreData = {
    channels,
    leads,
    levels,
    ...eachMetric((name) => each(metrics[name])),
    coverage: levels.map((_, level) => each((sums, cell) => coverage(sums, cell, level))),
    baselines: listOf(fieldAt(stored, 'naive.seasons')).map((steps, kind) => {
      const season = steps === 1 ? undefined : steps
      const error = (cell: number) => theirs[kind * cells + cell]!
      return {
        name: baselineName(season, cadence),
        season,
        mae: Float64Array.from(compared, (count, cell) => error(cell) / count),
        skill: Float64Array.from(ours, (own, cell) => skill(own, error(cell))),
      }
    }),
  }
  return detached(scores)
}

/** The scores of probabilities, from the sums of their errors. */
function storedOutcomes(
  groups: readonly number[],
  leads: readonly number[],
  numbers: Float64Array,
): Scores | undefined {
  const cells = groups.length * leads.length
  if (cells === 0 || numbers.length !== OutcomeSums.lengthOf(cells)) return undefined
  return detached(new OutcomeScores({ groups, leads, sums: new OutcomeSums(cells, numbers) }))
}

/** The first scoreboard in a snapshot, and the spec that it was built from. */
function boardIn(
  fields: readonly StoredField[],
  spec?: string,
): { readonly fields: readonly StoredField[]; readonly spec: string | undefined } | undefined {
  const isBoard = fieldAt(fields, 'scores.sums.levels') ?? fieldAt(fields, 'scores.outcomes.numbers')
  if (isBoard && fieldAt(fields, 'leads')) return { fields, spec }
  for (const { fields: inner, value } of fields) {
    const found = boardIn(inner, typeof value === 'string' ? value : spec)
    if (found) return found
  }
  return undefined
}

/** The cadence of the first forecast, for the names of naive forecasts. */
function specOf(spec: string): { readonly cadence?: string } {
  try {
    const { cadence } = JSON.parse(spec) as { readonly cadence?: unknown }
    return typeof cadence === 'string' ? { cadence } : {}
  } catch {
    return {}
  }
}

/** The numbers of a setting that is a list. */
function listOf(field: StoredField | undefined): readonly number[] {
  const list: unknown = field ? JSON.parse(String(field.value)) : []
  return Array.isArray(list) ? list.map(Number) : []
}
