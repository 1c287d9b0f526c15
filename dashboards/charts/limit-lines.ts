import type { Limit } from '../../src/series/limit.ts'
import type { Drawing } from './chart-spec.ts'

/** A limit in words, such as `above 30`. */
export const limitWords = ({ side, value }: Limit): string =>
  `${side} ${value.toLocaleString('en-US', { maximumFractionDigits: 15 }).replace('-', '−')}`

/** Draws a line at every limit that the axis shows, with its words on it. */
export function drawLimits(
  { context, palette, left, top, width, height, y, ratio }: Drawing,
  limits: readonly Limit[],
): void {
  context.save()
  context.font = `${11 * ratio}px ${palette.font.replace(/^\S+ /, '')}`
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  const line = 14 * ratio
  const placed: { readonly at: number; readonly right: number }[] = []
  for (const limit of limits) {
    const at = Math.round(y(limit.value))
    if (at < top || at > top + height) continue
    context.strokeStyle = palette.alarm
    context.lineWidth = 1.25 * ratio
    context.setLineDash([7 * ratio, 4 * ratio])
    context.beginPath()
    context.moveTo(left, at)
    context.lineTo(left + width, at)
    context.stroke()
    context.setLineDash([])
    const text = `alert ${limitWords(limit)}`
    const start = Math.max(left, ...placed.filter((one) => Math.abs(one.at - at) < line).map(({ right }) => right))
    const from = start + 10 * ratio
    const { width: wide } = context.measureText(text)
    context.fillStyle = palette.paper
    context.fillRect(from - 4 * ratio, at - line / 2, wide + 8 * ratio, line)
    context.fillStyle = palette.ink
    context.fillText(text, from, at)
    placed.push({ at, right: from + wide })
  }
  context.restore()
}
