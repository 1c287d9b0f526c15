import type { RunStore } from '../run/run-store.ts'
import type { View } from './view.ts'

/**
 * Moves "now" forward row by row at the view's speed until the end. A page that was hidden continues from the same row.
 */
export function playWhenAsked(view: View, store: RunStore): void {
  let playing = false
  view.on(() => {
    if (playing || view.state.speed === 0) return
    playing = true
    let before = performance.now()
    requestAnimationFrame(function step(now) {
      const { speed, head } = view.state
      playing = speed > 0 && head !== null
      if (!playing) return
      const rows = Math.floor((Math.min(250, Math.max(0, now - before)) * speed) / 1000)
      if (rows > 0) {
        before = now
        const next = head! + rows
        view.set(next >= store.end - 1 ? { head: null, speed: 0 } : { head: next })
      }
      requestAnimationFrame(step)
    })
  })
}
