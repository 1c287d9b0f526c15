import { dayMs, measured, moment } from './format.ts'
import { leadSpan } from './lead-span.ts'
import type { Palette } from './palette.ts'
import type { RunStore } from './run-store.ts'
import { type Scene, stepMs, windowOf } from './scene.ts'
import type { View } from './view.ts'

/** What all charts of the page share. */
export interface Stage {
  palette(): Palette
  window(): readonly [number, number]
  /** Where the clock stands that times are told by. */
  zone(): 'utc' | 'local'
  /** Room for the labels on the left: the same on every chart, so that all share one x. */
  axisWidth(): number
  /** Series, lead and window in words. */
  about(): string
  /** The pointer is at this time; null when it left. `height` is 0 at the top, 1 at the bottom of the plot. */
  hover(time: number | null, height: number): void
  lock(): void
  zoom(from: number, to: number): void
  live(): void
}

/** The stage that charts of a page play on: what the pointer does goes to the view. */
export function stageOf(view: View, store: RunStore, palette: () => Palette, scene: () => Scene | null): Stage {
  // What was asked for last, drawn or not: two moves within a frame both count.
  const window = () => windowOf(store, view.state, scene()?.head ?? store.end - 1)
  return {
    palette,
    window,
    zone: () => (stepMs(store) < dayMs ? view.state.zone : 'utc'),
    axisWidth: () => {
      const { channel } = view.state
      const head = scene()?.head ?? store.end - 1
      // Labels are a figure or two coarser than values.
      const signs = measured(store.actual(head, channel), store.grain.spread(channel)).length - 1
      return Math.max(innerWidth < 600 ? 44 : 60, Math.min(110, 10 * Math.ceil((16 + 6.5 * signs) / 10)))
    },
    about: () => {
      const step = stepMs(store)
      const [from, to] = window().map((time) => moment(time, view.state.zone, step))
      const { channel, lead } = view.state
      return `${store.run!.series[channel]}, ${leadSpan(store, store.layout!.leads[lead]!)} ahead, ${from} to ${to}`
    },
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
