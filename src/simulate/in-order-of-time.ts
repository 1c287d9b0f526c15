/**
 * Puts the rows of several series in the order in which they would have been sent, each series in its own order: a row
 * whose time is before that of an earlier one is late, and follows it at once. If most rows are older than the one
 * before, the newest come first in the file, which is turned round.
 *
 * @param rows their times in milliseconds since 1970, NaN if unknown, and the series that they belong to
 */
export function inOrderOfTime<T extends { readonly time: number; readonly key: string }>(
  rows: readonly T[],
): (T & { readonly due: number })[] {
  const ordered = newestFirst(rows) ? rows.toReversed() : rows
  const latest = new Map<string, number>()
  const first = ordered.find(({ time }) => !Number.isNaN(time))?.time ?? 0
  const due = ordered.map((row) => {
    const before = latest.get(row.key)
    const time = Number.isNaN(row.time) ? (before ?? first) : Math.max(row.time, before ?? row.time)
    latest.set(row.key, time)
    return { ...row, due: time }
  })
  // Sorting keeps the order of equals.
  return due.sort((a, b) => a.due - b.due)
}

function newestFirst(rows: readonly { readonly time: number; readonly key: string }[]): boolean {
  const before = new Map<string, number>()
  let [rising, falling] = [0, 0]
  for (const { time, key } of rows) {
    if (Number.isNaN(time)) continue
    const last = before.get(key) ?? time
    if (time > last) rising++
    if (time < last) falling++
    before.set(key, time)
  }
  return falling > 9 * rising
}
