import type { Palette } from './palette.ts'
import type { RunStore } from './run-store.ts'
import { type Scene, windowOf } from './scene.ts'
import type { View } from './view.ts'

/** What all charts of the page share. */
export interface Stage {
  palette(): Palette
  window(): readonly [number, number]
  zone(): string
  /** The pointer is at this time; null when it left. `height` is 0 at the top, 1 at the bottom of the plot. */
  hover(time: number | null, height: number): void
  lock(): void
  zoom(from: number, to: number): void
  live(): void
}

/** The stage that charts of a page play on: what the pointer does goes to the view. */
export function stageOf(view: View, store: RunStore, palette: () => Palette, scene: () => Scene | null): Stage {
  const window = () => scene()?.window ?? windowOf(store, view.state, store.end - 1)
  return {
    palette,
    window,
    zone: () => view.state.zone,
    hover: (time) => {
      const { head } = scene() ?? {}
      if (view.state.locked || head === undefined) return
      view.set({ cursor: time === null ? null : store.nearestRow(time, head) })
    },
    // A cursor that is held would be carried off by new rows: the window stands still with it.
    lock: () => {
      const locked = !view.state.locked
      view.set({ locked, ...(locked && view.state.follow ? { follow: false, window: window() } : {}) })
    },
    zoom: (from, to) => view.pause([from, to]),
    live: () => view.live(),
  }
}
