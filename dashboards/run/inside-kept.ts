import type { RunStore } from './run-store.ts'

/** The last rows, of which one at least has inside state if it is known at all. */
const lastRows = 50

/** Whether the inside state of the last rows is known. */
export function knowsInside(store: RunStore): boolean {
  for (let row = store.end - 1; row >= Math.max(store.first, store.end - lastRows); row--) {
    if (row >= store.insideFirst && store.byte(row, 0) >= 0) return true
  }
  return false
}

/** Says of which rows inside state is kept. */
export const insideKept = ({ first, end, insideFirst }: RunStore): string =>
  `known of the last ${(end - Math.max(first, insideFirst)).toLocaleString('en-US')} rows only`
