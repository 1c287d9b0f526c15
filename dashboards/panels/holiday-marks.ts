import type { Drawing } from '../charts/chart-spec.ts'
import { holidaysIn } from '../frame/holidays.ts'
import type { Scene } from '../frame/scene.ts'

/** Shades public holidays, with a bar at the foot of each that is seen in any light. */
export function drawHolidays(
  { context, palette, left, top, width, height, x, ratio }: Drawing,
  scene: Scene | null,
): void {
  if (!scene) return
  const bar = 3 * ratio
  context.save()
  context.beginPath()
  context.rect(left, top, width, height)
  context.clip()
  context.fillStyle = palette.holiday
  for (const { from, to } of holidaysIn(scene)) {
    // Whole pixels: seams between neighbours would show.
    const [start, end] = [Math.round(x(from)), Math.round(x(to))]
    context.globalAlpha = 0.08
    context.fillRect(start, top, end - start, height)
    context.globalAlpha = 1
    const wide = Math.max(2 * ratio, end - start)
    context.fillRect((start + end - wide) / 2, top + height - bar, wide, bar)
  }
  context.restore()
}
