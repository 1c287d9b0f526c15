import type { Palette } from './palette.ts'
import type { RunStore } from './run-store.ts'
import type { View, ViewState } from './view.ts'

/** One frame's worth of what to draw: the same for every panel. */
export interface Scene {
  readonly store: RunStore
  readonly view: View
  readonly state: Readonly<ViewState>
  readonly palette: Palette
  /** The row that counts as now. */
  readonly head: number
  /** Milliseconds since 1970. */
  readonly window: readonly [from: number, to: number]
  /** Rows to draw: those in the window up to and with the head, and one on either side. */
  readonly from: number
  readonly to: number
}

/** A part of the page that draws from the scene. */
export interface Panel {
  readonly element: HTMLElement
  /** Also when it is scrolled out of sight: what a search or a screen reader should find. Pictures need it not. */
  readonly always?: boolean
  update(scene: Scene): void
  /** The row under the cursor has changed; null when there is none. */
  point?(scene: Scene, row: number | null): void
  destroy?(): void
}

/** Usual step between rows, in milliseconds: the median of the last ones, so that a gap does not count. */
export function stepMs(store: RunStore): number {
  const steps: number[] = []
  for (let row = Math.max(store.first + 1, store.end - 64); row < store.end; row++) {
    steps.push(store.time(row) - store.time(row - 1))
  }
  return steps.sort((a, b) => a - b)[steps.length >> 1] ?? 86_400_000
}

/** When what `head` forecast at lead index `lead` will be seen: the row's own time where it came, else the time forecast. */
export function targetTime(store: RunStore, head: number, lead: number): number {
  const { leads } = store.layout!
  const row = head + leads[lead]!
  if (row < store.end) return store.time(row)
  const last = store.end - 1
  const steps = row - last
  const known = store.ahead[leads.indexOf(steps)]
  return known !== undefined && Number.isFinite(known) ? known : store.time(last) + steps * stepMs(store)
}

/** The window to show: the view's own, else the last rows before now and as much ahead as is forecast. */
export function windowOf(
  store: RunStore,
  { window, span }: Readonly<ViewState>,
  head: number,
): readonly [number, number] {
  if (window) return window
  if (store.end === store.first) return [0, 1]
  const { leads } = store.layout!
  const from = store.time(Math.max(store.first, head - span + 1))
  const to = targetTime(store, head, leads.length - 1)
  // A little air after the last lead; and a window, even with one row.
  const air = Math.max((to - from) * 0.015, stepMs(store) / 2)
  return [from, to + air]
}
