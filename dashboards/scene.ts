import type { ScoreTable } from '../src/scores/score-table.ts'
import type { Palette } from './palette.ts'
import type { RunStore } from './run-store.ts'
import type { ScoresSoFar } from './scores-so-far.ts'
import type { View, ViewState } from './view.ts'

/** What one frame draws, the same for every panel. */
export interface Scene {
  readonly store: RunStore
  readonly view: View
  readonly state: Readonly<ViewState>
  readonly palette: Palette
  /** The row that counts as now. */
  readonly head: number
  /** The run's scores at now; null before there are any. */
  readonly scores: ScoreTable | null
  /** Milliseconds since 1970. */
  readonly window: readonly [from: number, to: number]
  /** Rows to draw: those in the window up to and including the head, and one on either side. */
  readonly from: number
  readonly to: number
}

/** A part of the page that draws from the scene. */
export interface Panel {
  readonly element: HTMLElement
  /** True if it is also drawn out of sight, because search and screen readers should find it. */
  readonly always?: boolean
  update(scene: Scene): void
  /** Updates controls that keyboards and screen readers use; cheap, and also called if the panel is out of sight. */
  controls?(scene: Scene): void
  /** The row under the cursor has changed; null for none. */
  point?(scene: Scene, row: number | null): void
  destroy?(): void
}

/** The last row up to the head that the window shows; the first row if it shows none. */
export function lastInView({ store, head, window }: Pick<Scene, 'store' | 'head' | 'window'>): number {
  const next = store.rowAt(window[1])
  const last = next < store.end && store.time(next) === window[1] ? next : next - 1
  return Math.max(store.first, Math.min(head, last))
}

/** Usual step between rows, in milliseconds: the median of the last ones, so that gaps do not count. */
export function stepMs(store: RunStore): number {
  const steps: number[] = []
  for (let row = Math.max(store.first + 1, store.end - 64); row < store.end; row++) {
    steps.push(store.time(row) - store.time(row - 1))
  }
  return steps.sort((a, b) => a - b)[steps.length >> 1] ?? 86_400_000
}

/**
 * The target time of the forecast of `head` at lead index `lead`: the row's own time if it has arrived, else the time
 * forecast.
 */
export function targetTime(store: RunStore, head: number, lead: number): number {
  const { leads } = store.layout!
  const row = head + leads[lead]!
  if (row < store.end) return store.time(row)
  const last = store.end - 1
  const steps = row - last
  const known = store.ahead[leads.indexOf(steps)]
  return known !== undefined && Number.isFinite(known) ? known : store.time(last) + steps * stepMs(store)
}

/** The window to show: the view's own, else the last rows before now and the forecast ahead. */
export function windowOf(
  store: RunStore,
  { window, span }: Readonly<ViewState>,
  head: number,
): readonly [number, number] {
  if (store.end === store.first) return [0, 1]
  if (window) return withinLimits(store, window)
  const { leads } = store.layout!
  const from = store.time(Math.max(store.first, head - span + 1))
  const to = targetTime(store, head, leads.length - 1)
  // Some room after the last lead, and a window even for one row.
  const air = Math.max((to - from) * 0.015, stepMs(store) / 2)
  return [from, to + air]
}

/** At least three steps wide and at most 1.5 times the whole run; half of the window, or of the run, stays in view. */
export function withinLimits(store: RunStore, [from, to]: readonly [number, number]): readonly [number, number] {
  if (store.end === store.first) return [from, to]
  const step = stepMs(store)
  const begin = store.time(store.first)
  const end = targetTime(store, store.end - 1, store.layout!.leads.length - 1)
  const whole = Math.max(end - begin, 3 * step)
  const width = Math.max(3 * step, Math.min(1.5 * whole, to - from))
  // A window over everything shows everything.
  const overlap = Math.min(width, whole) * (from <= begin && to >= end ? 1 : 0.5)
  const middle = (from + to) / 2
  const start = Math.max(begin + overlap - width, Math.min(end - overlap, middle - width / 2))
  return width === to - from && start === from ? [from, to] : [start, start + width]
}

/** Indices of the leads ahead of now whose targets are in the window. */
export function leadsInView({ store, head, window }: Scene): number[] {
  return [...store.layout!.leads.keys()].filter((lead) => {
    const time = targetTime(store, head, lead)
    return time >= window[0] && time <= window[1]
  })
}

/** Computes the frame to draw from the store and the view. */
export function sceneOf(store: RunStore, view: View, palette: Palette, soFar: ScoresSoFar): Scene {
  const { state } = view
  const last = store.end - 1
  const head = Math.max(store.first, Math.min(state.head ?? last, last))
  const window = windowOf(store, state, head)
  const from = Math.max(store.first, store.rowAt(window[0]) - 1)
  const to = Math.min(head + 1, store.rowAt(window[1]) + 1)
  const whole = store.status?.scores ?? null
  const scores = whole && state.head !== null && head < last ? soFar.at(head, whole) : whole
  return { store, view, state, palette, head, scores, window, from: Math.min(from, to), to }
}
