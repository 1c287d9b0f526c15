import { setTimeout as delay } from 'node:timers/promises'
import { formatTimestamp } from '../time/timestamp.ts'
import type { Outlet } from './outlet.ts'
import type { TimedRows } from './timed-rows.ts'

export interface PlayOptions {
  /** How many times faster than the file's own time. */
  readonly speed: number
  /** Whether to begin again at the end, with times that go on. */
  readonly repeat: boolean
  /** Whether rows have the time at which they are sent. */
  readonly now: boolean
  readonly signal: AbortSignal
  /** Called after each row. */
  readonly onRow: (row: PlayedRow) => void
}

export interface PlayedRow {
  /** Rows sent so far, of all rounds. */
  readonly sent: number
  /** The time that was sent with it, in milliseconds since 1970. */
  readonly time: number
}

/**
 * Sends rows at the pace of their times until the file ends or the signal is aborted.
 *
 * @returns the number of rows sent
 */
export async function play(
  { rows, time: names }: TimedRows,
  outlet: Outlet,
  { speed, repeat, now, signal, onRow }: PlayOptions,
): Promise<number> {
  const first = rows[0]!.due
  const length = rows.at(-1)!.due - first
  // The step from the last row to the first of the next round is as long as a usual one.
  const round = length + usualStep(rows)
  let sent = 0
  const begun = performance.now()
  const begunAt = Date.now()
  for (let turn = 0; turn === 0 || repeat; turn++) {
    for (const { due, time, fields } of rows) {
      const after = (turn * round + due - first) / speed
      await until(begun + after, signal)
      if (signal.aborted) return sent
      // In the pace of the feed: at 60 times the speed an hour becomes a minute.
      const lateness = due - time
      const moved = now ? begunAt + after - lateness / speed : time + turn * round
      const shifted = (now || turn > 0 || repeat) && !Number.isNaN(time)
      const sentFields = shifted ? withTime(fields, names, formatTimestamp(Math.round(moved))) : fields
      await outlet.send({ text: JSON.stringify(sentFields), fields: sentFields })
      sent++
      onRow({ sent, time: Number.isNaN(time) ? due : moved })
    }
  }
  return sent
}

/** The longest delay of a timer; a longer one would end at once. */
const longestMs = 2 ** 31 - 1

async function until(at: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    const left = at - performance.now()
    if (left <= 0 || signal.aborted) return
    // Rejects early if the signal is aborted.
    await delay(Math.min(left, longestMs), undefined, { signal }).catch(() => {})
  }
}

/** The fields with another time, in the first of its columns. */
function withTime(fields: Readonly<Record<string, unknown>>, names: readonly string[], time: string) {
  const [first, ...others] = names
  const moved = { ...fields, [first!]: time }
  for (const name of others) delete moved[name]
  return moved
}

/** Median of the steps from one time to the next; a second if there is none. */
function usualStep(rows: TimedRows['rows']): number {
  const steps = rows
    .slice(1)
    .map(({ due }, i) => due - rows[i]!.due)
    .filter((step) => step > 0)
    .sort((a, b) => a - b)
  return steps[Math.floor(steps.length / 2)] ?? 1000
}
