import type { ScoreTable } from '../../src/scores/score-table.ts'
import type { Zone } from '../../src/time/zone.ts'
import type { RunStore } from '../run/run-store.ts'
import type { ScoresSoFar } from '../run/scores-so-far.ts'
import { stepMs } from '../run/step-ms.ts'
import { recentRows } from '../words/recent.ts'
import { zoneShown } from '../words/zone-shown.ts'
import type { Palette } from './palette.ts'
import type { View, ViewState } from './view.ts'

/** Everything that one frame draws; the same for all panels. */
export interface Scene {
  readonly store: RunStore
  readonly view: View
  readonly state: Readonly<ViewState>
  readonly palette: Palette
  /** The zone whose clocks are shown; undefined for UTC. */
  readonly zone: Zone | undefined
  /** Number of the row that is "now". */
  readonly head: number
  /** Number of the row after the last one that may be shown: a paused page shows none that came later. */
  readonly end: number
  /** The scores at that row; null if there are none yet. */
  readonly scores: ScoreTable | null
  /** Milliseconds since 1970. */
  readonly window: readonly [from: number, to: number]
  /** Rows to draw, `from` … `to − 1`: those in the window up to `head`, and one more on either side. */
  readonly from: number
  readonly to: number
}

/** A part of the page that draws a scene. */
export interface Panel {
  readonly element: HTMLElement
  /** Whether it is updated even if it is not visible, so that searches and screen readers find its text. */
  readonly always?: boolean
  update(scene: Scene): void
  /**
   * Updates the controls, which keyboards and screen readers use; called even if the panel is not visible, so it must
   * be fast.
   */
  controls?(scene: Scene): void
  /** Whether it has anything to show; it is hidden otherwise. */
  shows?(scene: Scene): boolean
  /**
   * The row under the cursor has changed; null if there is none. A row after `head` is the target of a lead ahead.
   */
  point?(scene: Scene, row: number | null): void
  destroy?(): void
}

/** The last row in the window up to `head`; the first row of the store if the window has none. */
export function lastInView({ store, head, window }: Pick<Scene, 'store' | 'head' | 'window'>): number {
  const next = store.rowAt(window[1])
  const last = next < store.end && store.time(next) === window[1] ? next : next - 1
  return Math.max(store.first, Math.min(head, last))
}

/**
 * Time of the target that `head` forecast at lead index `lead`: the time of its row if that has arrived, otherwise the
 * time forecast.
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

/** Index of the lead whose target is `row`, a row after `head`; −1 if there is none. */
export const leadAt = (store: RunStore, head: number, row: number): number => store.layout!.leads.indexOf(row - head)

/** Time of a row up to `head`, or of the target of a lead ahead. */
export const timeAt = ({ store, head }: Pick<Scene, 'store' | 'head'>, row: number): number =>
  row <= head ? store.time(row) : targetTime(store, head, leadAt(store, head, row))

/** The row `by` places from another: rows up to `head`, then the targets of the leads ahead. */
export function rowBeside({ store, head }: Pick<Scene, 'store' | 'head'>, row: number, by: number): number {
  const { leads } = store.layout!
  const place = (row <= head ? row - head : leadAt(store, head, row) + 1) + by
  return place <= 0 ? Math.max(store.first, head + place) : head + leads[Math.min(place, leads.length) - 1]!
}

/** The row nearest in time: one up to `head`, or the target of a lead ahead. */
export function nearestRow({ store, head }: Pick<Scene, 'store' | 'head'>, time: number): number {
  const past = store.nearestRow(time, head)
  if (past < head) return past
  const rows = [past, ...store.layout!.leads.map((steps) => head + steps)]
  const away = (row: number) => Math.abs(timeAt({ store, head }, row) - time)
  return rows.reduce((nearest, row) => (away(row) < away(nearest) ? row : nearest))
}

/** The window to show: that of the view, otherwise the last rows, or all of them, and the leads ahead. */
export function windowOf(
  store: RunStore,
  { window, span }: Readonly<ViewState>,
  head: number,
): readonly [number, number] {
  if (store.end === store.first) return [0, 1]
  if (window) return withinLimits(store, window)
  const { leads } = store.layout!
  const rows = span === 'recent' ? recentRows(stepMs(store)) : Number.POSITIVE_INFINITY
  const from = store.time(Math.max(store.first, head - rows + 1))
  const to = targetTime(store, head, leads.length - 1)
  // Some space after the last lead, and a window even if there is one row.
  const space = Math.max((to - from) * 0.015, stepMs(store) / 2)
  return [from, to + space]
}

/**
 * Limits a window: at least three steps and at most 1.5 times the whole run wide, with at least half of it, or of the
 * run, on the run.
 */
export function withinLimits(store: RunStore, [from, to]: readonly [number, number]): readonly [number, number] {
  if (store.end === store.first) return [from, to]
  const step = stepMs(store)
  const begin = store.time(store.first)
  const end = targetTime(store, store.end - 1, store.layout!.leads.length - 1)
  const whole = Math.max(end - begin, 3 * step)
  const width = Math.max(3 * step, Math.min(1.5 * whole, to - from))
  // A window that contains the whole run still does so afterwards.
  const overlap = Math.min(width, whole) * (from <= begin && to >= end ? 1 : 0.5)
  const middle = (from + to) / 2
  const start = Math.max(begin + overlap - width, Math.min(end - overlap, middle - width / 2))
  return width === to - from && start === from ? [from, to] : [start, start + width]
}

/** Indices of the leads ahead whose targets are in the window. */
export function leadsInView({ store, head, window }: Scene): number[] {
  return [...store.layout!.leads.keys()].filter((lead) => {
    const time = targetTime(store, head, lead)
    return time >= window[0] && time <= window[1]
  })
}

/** The scene of a store as seen by a view. */
export function sceneOf(store: RunStore, view: View, palette: Palette, soFar: ScoresSoFar): Scene {
  const { state } = view
  const last = Math.max(store.first, Math.min(store.end - 1, state.held?.row ?? Number.POSITIVE_INFINITY))
  const head = Math.max(store.first, Math.min(state.head ?? last, last))
  const window = windowOf(store, state, head)
  const from = Math.max(store.first, store.rowAt(window[0]) - 1)
  const to = Math.min(head + 1, store.rowAt(window[1]) + 1)
  const whole = (state.held ? state.held.scores : store.status?.scores) ?? null
  const past = state.head !== null && head < last
  const scores = whole && past ? soFar.at(head, whole) : whole
  const zone = zoneShown(store, state.zone)
  return { store, view, state, palette, zone, head, end: last + 1, scores, window, from: Math.min(from, to), to }
}
