import type { Random } from './random.ts'

/**
 * Draws old windows to learn from again, each `length` steps long, and with all targets due before now.
 *
 * @param oldest the first step that they may begin at
 * @param now number of steps made
 * @param resets steps before which the state was reset; windows across such a step are omitted
 * @returns the first steps of the windows; none while there are too few steps
 */
export function drawWindows(
  random: Random,
  count: number,
  length: number,
  oldest: number,
  now: number,
  longestLead: number,
  resets: readonly number[],
): number[] {
  const choices = now - longestLead - length - oldest + 1
  // With fewer steps every draw would overlap the newest window.
  if (now <= 2 * length + longestLead || choices < 1) return []
  const starts: number[] = []
  for (let i = 0; i < count; i++) {
    const start = oldest + random.below(choices)
    if (!resets.some((step) => step > start && step < start + length)) starts.push(start)
  }
  return starts
}
