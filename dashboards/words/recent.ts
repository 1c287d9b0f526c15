import type { RunStore } from '../run/run-store.ts'
import { stepMs } from '../run/step-ms.ts'
import { dayMs } from './format.ts'
import { leadSpan } from './lead-span.ts'

/** Stretches of time that are shown at first, each with its name. */
const stretches: readonly (readonly [name: string, length: number])[] = [
  ...[1, 2, 5, 10, 30].map((count) => [`${count} second`, count * 1000] as const),
  ...[1, 2, 5, 10, 30].map((count) => [`${count} minute`, count * 60_000] as const),
  ...[1, 2, 6, 12, 24].map((count) => [`${count} hour`, (count * dayMs) / 24] as const),
  ...[2, 3, 7, 14, 30, 90].map((count) => [`${count} day`, count * dayMs] as const),
  ...[1, 2, 5, 10, 20, 50, 100].map((count) => [`${count} year`, count * 365.25 * dayMs] as const),
]

/** More rows than this are no longer told apart. */
const mostRows = 170

const recent = (step: number) => stretches.findLast(([, length]) => length <= mostRows * step) ?? stretches[0]!

/** Number of the rows shown at first: 90 for days, 168 for hours. */
export const recentRows = (step: number): number => Math.max(2, Math.round(recent(step)[1] / step))

/** What `recentRows` covers, such as `90 days`; in steps if the rows leave out nights or weekends. */
export function recentWords(store: RunStore): string {
  const step = stepMs(store)
  const rows = recentRows(step)
  const [name, length] = recent(step)
  const { first, end } = store
  const covered = store.time(end - 1) - store.time(Math.max(first, end - rows))
  if (covered > 1.1 * length) return step === dayMs ? leadSpan(store, rows) : `${rows} rows`
  return name.startsWith('1 ') ? name : `${name}s`
}
