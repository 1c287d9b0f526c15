import type { Drawing } from '../charts/chart-spec.ts'
import type { Scene } from '../frame/scene.ts'
import { stepMs } from '../run/step-ms.ts'

/** Shades the rows at which an outcome happened; what the forecasts say lies over it. */
export function drawHappened({ context, palette, left, top, width, height, x }: Drawing, scene: Scene): void {
  const { store, from, to, state } = scene
  const half = stepMs(store) / 2
  context.save()
  context.beginPath()
  context.rect(left, top, width, height)
  context.clip()
  context.globalAlpha = 0.12
  context.fillStyle = palette.ink
  for (let row = from; row < to; row++) {
    if (store.actual(row, state.channel) !== 1) continue
    const begin = row
    // One rectangle a stretch: seams between neighbours would show.
    while (row + 1 < to && store.actual(row + 1, state.channel) === 1 && !store.breaks.before(row + 1)) row++
    const [start, end] = [x(store.time(begin) - half), x(store.time(row) + half)]
    context.fillRect(start, top, Math.max(1, end - start), height)
  }
  context.restore()
}
