import type { RunStore } from './run-store.ts'

/** The usual step between rows in milliseconds: the median of the last steps, so that a gap does not count. */
export function stepMs(store: RunStore): number {
  const steps: number[] = []
  for (let row = Math.max(store.first + 1, store.end - 64); row < store.end; row++) {
    steps.push(store.time(row) - store.time(row - 1))
  }
  return steps.sort((a, b) => a - b)[steps.length >> 1] ?? 86_400_000
}
