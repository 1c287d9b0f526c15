import type { Zone } from '../../src/time/zone.ts'
import type { RunStore } from '../run/run-store.ts'
import { stepMs } from '../run/step-ms.ts'
import { measured } from '../words/format.ts'
import { leadSpan } from '../words/lead-span.ts'
import { moment } from '../words/moment.ts'
import { zoneShown } from '../words/zone-shown.ts'
import type { Palette } from './palette.ts'
import { nearestRow, type Scene, windowOf } from './scene.ts'
import type { View } from './view.ts'

/** Name of the event on which charts fit themselves to their place at once, as before printing. */
export const fitEvent = 'rxcast-fit'

/** What all charts of a page share. */
export interface Stage {
  palette(): Palette
  window(): readonly [number, number]
  /** Time zone of the times shown. */
  zone(): Zone | undefined
  /** Width of the labels on the left; the same for all charts, so that their x axes align. */
  axisWidth(): number
  /** Series, lead and window as text. */
  about(): string
  /** The pointer is at this time; null when it has left. `height` is 0 at the top and 1 at the bottom of the plot. */
  hover(time: number | null, height: number): void
  lock(): void
  zoom(from: number, to: number): void
  live(): void
}

/** The stage of a page's charts, which passes pointer actions to the view. */
export function stageOf(view: View, store: RunStore, palette: () => Palette, scene: () => Scene | null): Stage {
  const zone = () => zoneShown(store, view.state.zone)
  // The latest request, even if it is not drawn yet, so that two moves within a frame both count.
  const window = () => windowOf(store, view.state, scene()?.head ?? store.end - 1)
  return {
    palette,
    window,
    zone,
    axisWidth: () => {
      const { channel } = view.state
      const head = scene()?.head ?? store.end - 1
      // Labels have one or two digits less than values.
      const signs = measured(store.actual(head, channel), store.grain.spread(channel, head)).length - 1
      return Math.max(innerWidth < 600 ? 44 : 60, Math.min(110, 10 * Math.ceil((16 + 6.5 * signs) / 10)))
    },
    about: () => {
      const step = stepMs(store)
      const [from, to] = window().map((time) => moment(time, zone(), step))
      const { channel, lead } = view.state
      return `${store.run!.series[channel]}, ${leadSpan(store, store.layout!.leads[lead]!)} ahead, ${from} to ${to}`
    },
    hover: (time) => {
      const shown = scene()
      if (view.state.locked || !shown) return
      view.set({ cursor: time === null ? null : nearestRow(shown, time) })
    },
    // Locking also pauses the window, because new rows would move the cursor.
    lock: () => {
      const locked = !view.state.locked
      view.set({ locked, ...(locked && view.state.follow ? { follow: false, window: window() } : {}) })
    },
    zoom: (from, to) => view.pause([from, to]),
    live: () => view.live(),
  }
}
