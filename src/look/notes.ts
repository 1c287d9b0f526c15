import { describeReject } from '../series/reject.ts'
import type { TimeChoice } from './choose-time.ts'
import { quoted } from './column-roles.ts'
import type { Column } from './columns.ts'
import type { RowOrder } from './row-order.ts'
import type { SeriesKeys } from './series-keys.ts'
import type { WholeTable } from './whole-table.ts'

/** What was found in a table, a sentence each. */
export function notesOf(
  { columns }: TimeChoice,
  { name, distinct, cells }: Column,
  keys: SeriesKeys | undefined,
  { late, newestFirst, repeated }: RowOrder,
  { times, rejects }: WholeTable,
): string[] {
  const count = rejects.reduce((sum, one) => sum + one.count, 0)
  return [
    ...(columns.length > 1 ? [`the time is in ${columns.length} columns: ${columns.map(quoted).join(', ')}`] : []),
    ...(keys
      ? [
          `${keys.columns.map(quoted).join(' and ')} ${keys.columns.length > 1 ? 'tell' : 'tells'} ${whole(keys.count)} series apart`,
        ]
      : []),
    ...(distinct === 1 ? [`${quoted(name)} is ${cells[0]} in every row: nothing has changed yet`] : []),
    ...(newestFirst
      ? ['the newest row comes first: rows are sorted by time']
      : late > 0
        ? [`${whole(late)} of ${whole(times.length)} rows are out of order: they are sorted by time`]
        : []),
    ...(repeated > 0
      ? [`${repeated === 1 ? '1 row repeats' : `${whole(repeated)} rows repeat`} a time: the first is kept`]
      : []),
    ...(count > 0
      ? [
          `${count === 1 ? '1 row' : `${whole(count)} rows`} cannot be used; the first: ${describeReject(rejects[0]!.first)}`,
        ]
      : []),
  ]
}

const whole = (count: number) => count.toLocaleString('en-US')
