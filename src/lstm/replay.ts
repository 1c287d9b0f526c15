import type { Random } from './random.ts'

/**
 * Draws windows of the past to learn from again: each `length` steps long, kept in full, and with every target due before now.
 *
 * @param now number of steps made.
 * @param memory rows kept.
 * @param furthest the longest lead.
 * @param afresh at a row: 1 where the state was forgotten before that step. A window across such a step is left out: the state was not carried there.
 * @returns the first steps of the windows; none while the past is short.
 */
export function drawWindows(
  random: Random,
  count: number,
  length: number,
  now: number,
  memory: number,
  furthest: number,
  afresh: Uint8Array,
): number[] {
  const oldest = Math.max(0, now - memory)
  const choices = now - furthest - length - oldest + 1
  // Below this the draws would be nothing but the newest window over again.
  if (now <= 2 * length + furthest || choices < 1) return []
  const starts: number[] = []
  for (let i = 0; i < count; i++) {
    const start = oldest + random.below(choices)
    let whole = true
    for (let k = 1; k < length; k++) if (afresh[(start + k) % memory] === 1) whole = false
    if (whole) starts.push(start)
  }
  return starts
}
