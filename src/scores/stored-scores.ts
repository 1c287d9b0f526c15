import type { ScoreSummary } from '../series/scored.ts'
import { fieldAt, type StoredField } from '../state/stored-fields.ts'
import { ErrorSums } from './error-sums.ts'
import { eachMetric, metrics } from './metrics.ts'
import { pooled } from './score-summaries.ts'

/**
 * The scores in a snapshot: for each channel that of all leads together, in the units of the data; none if there are no
 * scores in it.
 */
export function storedScores(fields: readonly StoredField[]): readonly ScoreSummary[] {
  const board = boardIn(fields)
  const scores = fieldAt(board, 'scores')?.fields ?? []
  const [levels, leads] = [listOf(fieldAt(scores, 'sums.levels')), listOf(fieldAt(board, 'leads'))]
  const numbers = fieldAt(scores, 'sums.numbers')?.numbers
  if (!numbers || leads.length === 0) return []
  const cells = numbers.length / new ErrorSums(1, levels).width
  const channels = cells / leads.length
  if (!Number.isInteger(channels)) return []
  const sums = new ErrorSums(cells, levels)
  sums.numbers.set(numbers)
  const [steps, counts] = ['steps.sums', 'steps.counts'].map((path) => fieldAt(scores, path)?.numbers)
  return Array.from({ length: channels }, (_, channel) => {
    const step = (steps?.[channel] ?? Number.NaN) / (counts?.[channel] ?? Number.NaN)
    const lines = leads.map((lead, i): ScoreSummary => {
      const cell = channel * leads.length + i
      return {
        lead,
        ...eachMetric((name) => metrics[name](sums, cell, { unit: 1, step })),
        coverage: levels.map(
          (_, level) => sums.ofLevel(cell, level, 'inside') / sums.ofLevel(cell, level, 'intervals'),
        ),
      }
    })
    return pooled(lines, undefined)
  })
}

/** The fields of the first scoreboard in a snapshot. */
function boardIn(fields: readonly StoredField[]): readonly StoredField[] {
  if (fieldAt(fields, 'scores.sums.levels') && fieldAt(fields, 'leads')) return fields
  for (const { fields: inner } of fields) {
    const found = boardIn(inner)
    if (found.length > 0) return found
  }
  return []
}

/** The numbers of a setting that is a list. */
function listOf(field: StoredField | undefined): readonly number[] {
  const list: unknown = field ? JSON.parse(String(field.value)) : []
  return Array.isArray(list) ? list.map(Number) : []
}
