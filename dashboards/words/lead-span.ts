import type { RunStore } from '../run/run-store.ts'
import { stepMs } from '../run/step-ms.ts'
import { dayMs, span } from './format.ts'

/** 14 days in a row without a weekend cannot be a coincidence. */
const checkedDays = 14

/** A lead of `steps` in words, such as `3 days`; in business days if the rows leave out weekends. */
export function leadSpan(store: RunStore, steps: number): string {
  const step = stepMs(store)
  if (step !== dayMs || !skipsWeekends(store)) return span(steps, step)
  return `${steps.toLocaleString('en-US')} business day${steps === 1 ? '' : 's'}`
}

/** Whether the last rows leave out Saturdays and Sundays. */
export function skipsWeekends(store: RunStore): boolean {
  const { first, end } = store
  if (end - first < checkedDays) return false
  for (let row = end - checkedDays; row < end; row++) {
    const day = new Date(store.time(row)).getUTCDay()
    if (day === 0 || day === 6) return false
  }
  return true
}
