import type { Band, ChartSpec, Drawing } from './chart-spec.ts'

/** Times, then the values of each line. */
export type Plotted = readonly [readonly number[], ...(readonly (number | null)[])[]]

/** Fills each stretch without a gap; uPlot's own bands fill across gaps. */
export function drawBands(drawing: Drawing, plotted: Plotted, bands: readonly Band[]): void {
  const { context, palette, x, y } = drawing
  const [times] = plotted
  clipped(drawing, () => {
    for (const { lower, upper, fill } of bands) {
      const [lows, highs] = [plotted[lower]!, plotted[upper]!]
      context.fillStyle = fill(palette)
      for (let from = 0; from < times.length; from++) {
        if (lows[from] == null || highs[from] == null) continue
        let to = from
        while (to + 1 < times.length && lows[to + 1] != null && highs[to + 1] != null) to++
        context.beginPath()
        for (let i = from; i <= to; i++) context.lineTo(x(times[i]!), y(lows[i]!))
        for (let i = to; i >= from; i--) context.lineTo(x(times[i]!), y(highs[i]!))
        context.fill()
        from = to
      }
    }
  })
}

/**
 * Draws bands and lines that have two columns per pixel as vertical bars from the smallest to the largest value. This
 * looks the same as a line drawn through all points and is much faster.
 */
export function drawCrowd(drawing: Drawing, plotted: Plotted, { bands = [], lines }: ChartSpec): void {
  const { context, palette, ratio } = drawing
  drawBands(
    drawing,
    plotted,
    bands.filter(({ few }) => few),
  )
  clipped(drawing, () => {
    for (const { lower, upper, fill, few } of bands) {
      if (few) continue
      context.fillStyle = fill(palette)
      drawBars(drawing, plotted[0], plotted[lower]!, plotted[upper]!, 0)
    }
    lines.forEach(({ stroke, width = 1.5, points }, i) => {
      if (!stroke || points) return
      context.fillStyle = stroke(palette)
      drawBars(drawing, plotted[0], plotted[i + 1]!, plotted[i + 1]!, width * ratio)
    })
  })
}

/** Bars over the pairs of columns; `thick` makes them a line, each joined to the next. */
function drawBars(
  { context, x, y }: Drawing,
  times: readonly number[],
  lows: readonly (number | null)[],
  highs: readonly (number | null)[],
  thick: number,
): void {
  let before: { top: number; bottom: number } | null = null
  for (let i = 0; i + 1 < times.length; i += 2) {
    const [first, second] = [lows[i], lows[i + 1]]
    const [third, fourth] = [highs[i], highs[i + 1]]
    if (first == null || second == null || third == null || fourth == null) {
      before = null
      continue
    }
    let bottom = y(Math.min(first, second))
    let top = y(Math.max(third, fourth))
    const own = { top, bottom }
    if (before && thick > 0) {
      if (before.bottom < top) top = before.bottom
      if (before.top > bottom) bottom = before.top
    }
    before = own
    const left = Math.round(x(times[i]!))
    const right = i + 2 < times.length ? Math.round(x(times[i + 2]!)) : left + 1
    context.fillRect(
      left,
      Math.round(top - thick / 2),
      Math.max(1, right - left),
      Math.max(1, Math.round(bottom - top + thick)),
    )
  }
}

function clipped({ context, left, top, width, height }: Drawing, draw: () => void): void {
  context.save()
  context.beginPath()
  context.rect(left, top, width, height)
  context.clip()
  draw()
  context.restore()
}
