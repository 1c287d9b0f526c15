import type { Column } from './columns.ts'
import { farAhead } from './far-ahead.ts'
import type { WholeTable } from './whole-table.ts'

/** The end of the rows that can be forecast from, if others come after it. */
export interface LastRows {
  /** The last time of them, as `until` reads it; absent if those after it are read too. */
  readonly until?: string
  /** The last time of a value of a target. */
  readonly after: number
  /** The last time that is not dated far ahead; infinity if none is. */
  readonly end: number
  /** Why those after it are not read, or what they lack. */
  readonly why: string
}

/**
 * Finds rows at the end that hold nothing to forecast from: dated far ahead by a clock gone wrong, or without a value
 * of any target, such as days to come with their holidays only. Rows in which nothing else is known are those of an
 * outage: forecasts begin after them.
 *
 * @param target its name, for people
 * @param together whether each row is a period that rows were put together to
 * @param told whether anything else is known of times after this one
 */
export function lastRows(
  { times, values }: WholeTable,
  target: string,
  together: boolean,
  told: (after: number) => boolean,
): LastRows | undefined {
  const far = farAhead(times)
  const end = far?.before ?? Number.POSITIVE_INFINITY
  let [last, count, next] = [Number.NEGATIVE_INFINITY, 0, far?.first ?? Number.POSITIVE_INFINITY]
  const empty = (row: number) => values.every((own) => Number.isNaN(own[row]!))
  for (let row = 0; row < times.length; row++)
    if (times[row]! <= end && times[row]! > last && !empty(row)) last = times[row]!
  if (last === Number.NEGATIVE_INFINITY) return undefined
  for (const time of times) {
    if (time <= last || time > end) continue
    count++
    if (time < next) next = time
  }
  if (!far && count === 0) return undefined
  const outage = count > 0 && !together && !told(last)
  const rows = (n: number, one: string, many: string) => (n === 1 ? `1 row ${one}` : `${n} rows ${many}`)
  const after = (verb: string) =>
    `after ${day(last)} ${verb} no ${target}: forecasts begin ${outage ? 'after them' : 'there'}`
  const until = together ? next - 1 : outage ? far?.before : last
  return {
    ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
    after: last,
    end,
    why: [
      ...(far ? [`${rows(far.count, 'is', 'are')} far ahead of all others, at ${day(far.first)}: check it`] : []),
      ...(count > 0 ? [rows(count, after('has'), after('have'))] : []),
    ].join('; '),
  }
}

/**
 * Makes the function that says whether anything is known of times after a given one.
 *
 * @param times of the sampled rows
 * @param used columns that do not count: time, targets, keys; nor does a constant
 */
export function toldAfter(
  columns: readonly Column[],
  times: readonly number[],
  used: readonly string[],
): (after: number) => boolean {
  const others = columns.filter(({ distinct, name }) => distinct > 1 && !used.includes(name))
  return (after) =>
    others.some(({ cells, numbers }) =>
      times.some((time, i) => time > after && (numbers ? !Number.isNaN(numbers[i]!) : cells[i] !== '')),
    )
}

const day = (time: number) => new Date(time).toISOString().slice(0, 10)
