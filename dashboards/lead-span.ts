import { dayMs, span } from './format.ts'
import type { RunStore } from './run-store.ts'
import { stepMs } from './scene.ts'

/** Two weeks: that many days without a weekend are not a coincidence. */
const looked = 14

/** `3 days`, for a lead of `steps`: business days if the rows have no weekends. */
export function leadSpan(store: RunStore, steps: number): string {
  const step = stepMs(store)
  if (step !== dayMs || !skipsWeekends(store)) return span(steps, step)
  return `${steps.toLocaleString('en-US')} business day${steps === 1 ? '' : 's'}`
}

function skipsWeekends(store: RunStore): boolean {
  const { first, end } = store
  if (end - first < looked) return false
  for (let row = end - looked; row < end; row++) {
    const day = new Date(store.time(row)).getUTCDay()
    if (day === 0 || day === 6) return false
  }
  return true
}
