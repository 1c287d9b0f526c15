/** The order of the rows of a table in time. */
export interface RowOrder {
  /** `falling` if most rows whose time differs from that of the row before go back in time. */
  readonly direction: 'rising' | 'falling' | 'mixed'
  /** Share of the rows whose time occurred in an earlier row. */
  readonly repeated: number
  /** The column that distinguishes rows of the same time, such as a station or a product; undefined if none does. */
  readonly entity?: { readonly name: string; readonly at: number; readonly values: readonly string[] }
}

const minShare = 0.9
/** Clocks that go back repeat an hour a year; a larger share is not an accident. */
const accidentalShare = 0.1

/** Finds out whether rows are in order of time, and whether they belong to several series. */
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
  const direction = rising >= minShare * moves ? 'rising' : falling >= minShare * moves ? 'falling' : 'mixed'
  const repeated = times.length === 0 ? 0 : 1 - new Set(times).size / times.length
  const entity = repeated > accidentalShare ? entityOf(header, rows, times, timeColumn) : undefined
  return { direction, repeated, ...(entity ? { entity } : {}) }
}

/**
 * The column with the fewest values that makes rows unique together with the time. Columns of words come first, since
 * numbers can be measurements.
 */
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
