import type { Columns } from './columns.ts'

/**
 * Draws the first line of the columns between the times `from` and `to` across a canvas, scaled to its height. Gaps are
 * left open.
 */
export function spark(
  context: CanvasRenderingContext2D,
  { x, ys }: Columns,
  [from, to]: readonly [number, number],
  { width, height, margin }: { readonly width: number; readonly height: number; readonly margin: number },
): void {
  const values = ys[0]!
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value === null) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  context.beginPath()
  let pen = false
  values.forEach((value, i) => {
    if (value === null) {
      pen = false
      return
    }
    const left = ((x[i]! - from) / (to - from || 1)) * width
    const top = height - margin - ((value - low) / (high - low || 1)) * (height - 2 * margin)
    if (pen) context.lineTo(left, top)
    else context.moveTo(left, top)
    pen = true
  })
  context.stroke()
}
