import type { Random } from './random.ts'

/**
 * Draws old windows to learn from again, each `length` steps long, wholly in the store, and with all targets due before
 * now.
 *
 * @param now number of steps made
 * @param storeRows rows in the store
 * @param afterReset at a row: 1 if the state was reset before that step; windows across such a step are omitted
 * @returns the first steps of the windows; none while there are too few steps
 */
export function drawWindows(
  random: Random,
  count: number,
  length: number,
  now: number,
  storeRows: number,
  longestLead: number,
  afterReset: Uint8Array,
): number[] {
  const oldest = Math.max(0, now - storeRows)
  const choices = now - longestLead - length - oldest + 1
  // With fewer steps every draw would overlap the newest window.
  if (now <= 2 * length + longestLead || choices < 1) return []
  const starts: number[] = []
  for (let i = 0; i < count; i++) {
    const start = oldest + random.below(choices)
    let whole = true
    for (let k = 1; k < length; k++) if (afterReset[(start + k) % storeRows] === 1) whole = false
    if (whole) starts.push(start)
  }
  return starts
}
