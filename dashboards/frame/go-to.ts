import type { RunStore } from '../run/run-store.ts'
import { stepMs } from '../run/step-ms.ts'
import { recentRows } from '../words/recent.ts'
import type { View } from './view.ts'

/** Puts the cursor on the row nearest to a time, and that row in the middle of the window. */
export function goTo(view: View, store: RunStore, time: number): void {
  const row = store.nearestRow(time, store.end - 1)
  const step = stepMs(store)
  const half = (Math.min(recentRows(step), store.end - store.first) * step) / 2
  const at = store.time(row)
  view.set({
    cursor: row,
    locked: true,
    head: null,
    speed: 0,
    follow: false,
    window: view.limit([at - half, at + half]),
  })
}
