import type { Column } from './columns.ts'
import type { LastRows } from './last-rows.ts'

/**
 * The columns of numbers that are filled in all rows after the last target, as a plan is; none if no row comes after it.
 *
 * @param times of the sampled rows
 */
export function knownAhead(
  columns: readonly Column[],
  times: readonly number[],
  last: LastRows | undefined,
): readonly string[] {
  if (last === undefined) return []
  const { after, end } = last
  const rows = [...times.keys()].filter((i) => times[i]! > after && times[i]! <= end)
  const known = columns.filter(({ numbers }) => numbers && rows.every((i) => !Number.isNaN(numbers[i]!)))
  return rows.length === 0 ? [] : known.map(({ name }) => name)
}
