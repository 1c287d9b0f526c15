/** How the rows of a table follow each other in time. */
export interface RowOrder {
  /** Of rows whose time differs from that of the row before: `falling` where most go back in time. */
  readonly direction: 'rising' | 'falling' | 'mixed'
  /** Share of the rows whose time another row before them has. */
  readonly repeated: number
  /** The column that tells rows of the same time apart, as a station or a product does: undefined where none does. */
  readonly entity?: { readonly name: string; readonly at: number; readonly values: readonly string[] }
}

const most = 0.9
/** Clocks that go back repeat an hour a year; more than this is no accident. */
const accidental = 0.1

/** Sees whether rows come in order of time, and whether several series share them. */
export function rowOrder(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  times: readonly number[],
  timeColumn: string,
): RowOrder {
  let rising = 0
  let falling = 0
  for (let i = 1; i < times.length; i++) {
    if (times[i]! > times[i - 1]!) rising++
    else if (times[i]! < times[i - 1]!) falling++
  }
  const moves = rising + falling
  const direction = rising >= most * moves ? 'rising' : falling >= most * moves ? 'falling' : 'mixed'
  const repeated = times.length === 0 ? 0 : 1 - new Set(times).size / times.length
  const entity = repeated > accidental ? entityOf(header, rows, times, timeColumn) : undefined
  return { direction, repeated, ...(entity ? { entity } : {}) }
}

/** The column of fewest values that, with the time, occurs once each; words before numbers, as those may be measured. */
function entityOf(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  times: readonly number[],
  timeColumn: string,
): RowOrder['entity'] {
  return header
    .map((name, at) => {
      const values = [...new Set(rows.map((row) => row[at] ?? ''))]
      const pairs = new Set(rows.map((row, i) => `${times[i]} ${row[at]}`)).size
      return { name, at, values, words: values.some((value) => !/^[-+\d.,]*$/.test(value)), pairs }
    })
    .filter(({ name, values, pairs }) => {
      const tells = pairs >= 0.99 * rows.length
      return name !== timeColumn && name !== '' && tells && values.length > 1 && values.length <= rows.length / 2
    })
    .sort((a, b) => Number(b.words) - Number(a.words) || a.values.length - b.values.length)
    .map(({ name, at, values }) => ({ name, at, values }))[0]
}
