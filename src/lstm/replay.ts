import type { Random } from './random.ts'

/**
 * Draws old windows to learn from again, each `length` steps long, and with all targets due before now.
 *
 * @param oldest the first step that they may begin at
 * @param now number of steps made
 * @param afterReset at a row of the store: 1 if the state was reset before that step; windows across such a step are
 * omitted
 * @returns the first steps of the windows; none while there are too few steps
 */
export function drawWindows(
  random: Random,
  count: number,
  length: number,
  oldest: number,
  now: number,
  longestLead: number,
  afterReset: Uint8Array,
): number[] {
  const choices = now - longestLead - length - oldest + 1
  // With fewer steps every draw would overlap the newest window.
  if (now <= 2 * length + longestLead || choices < 1) return []
  const starts: number[] = []
  for (let i = 0; i < count; i++) {
    const start = oldest + random.below(choices)
    let whole = true
    for (let k = 1; k < length; k++) if (afterReset[(start + k) % afterReset.length] === 1) whole = false
    if (whole) starts.push(start)
  }
  return starts
}
