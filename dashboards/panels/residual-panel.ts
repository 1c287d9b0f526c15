import { Chart } from '../charts/chart.ts'
import type { Drawing } from '../charts/chart-spec.ts'
import { columns } from '../charts/columns.ts'
import { type Panel, type Scene, timeAt } from '../frame/scene.ts'
import type { Stage } from '../frame/stage.ts'
import { anyDue, outside, residual } from '../run/rolling.ts'
import { numberTicks } from '../words/axis-labels.ts'
import { legend, panelFrame } from './frame.ts'
import { drawHolidays } from './holiday-marks.ts'

/** Residuals (actual − forecast) at the chosen lead, one stick per row. Those outside their interval stand out. */
export class ResidualPanel implements Panel {
  readonly element: HTMLElement
  private readonly chart: Chart
  private scene: Scene | null = null

  constructor(stage: Stage) {
    const { section, host } = panelFrame('residual', 'Residual', [
      legend([
        ['stick', 'actual − forecast'],
        ['stick-alarm', 'outside its interval'],
      ]),
    ])
    this.element = section
    this.chart = new Chart(
      host,
      {
        label: 'Residual',
        height: 140,
        lines: [{ label: 'residual' }],
        range: (min, max) => {
          const largest = Math.max(Math.abs(min ?? 0), Math.abs(max ?? 0)) * 1.1 || 1
          return [-largest, largest]
        },
        axis: numberTicks,
        under: (drawing) => drawHolidays(drawing, this.scene),
        over: (drawing) => this.sticks(drawing),
      },
      stage,
    )
  }

  update(scene: Scene): void {
    this.scene = scene
    const { store, from, to, state } = scene
    const read = (row: number) => residual(store, row, state.channel, state.lead)
    this.chart.show(columns(from, to, this.chart.plotWidth, store, [{ keep: 'both', read }]))
  }

  shows({ store, state }: Scene): boolean {
    return anyDue(store, state.lead)
  }

  point(scene: Scene, row: number | null): void {
    this.chart.point(row === null ? null : timeAt(scene, row))
  }

  destroy(): void {
    this.chart.destroy()
  }

  private sticks({ context, palette, left, top, width, height, x, y, ratio }: Drawing): void {
    const { scene } = this
    if (!scene) return
    const { store, from, to, state } = scene
    context.save()
    context.beginPath()
    context.rect(left, top, width, height)
    context.clip()
    const zero = y(0)
    context.fillStyle = palette.quiet
    context.fillRect(left, Math.round(zero), width, Math.max(1, Math.round(ratio / 2)))
    const crowded = to - from > width / ratio
    if (crowded) {
      // One stick per pixel, from the smallest to the largest.
      const [times, values] = this.chart.plot.data
      context.fillStyle = palette.forecast
      for (let i = 0; i < times.length; i++) {
        const value = values![i]
        if (value != null) context.fillRect(x(times[i]!), Math.min(y(value), zero), ratio, Math.abs(y(value) - zero))
      }
    } else {
      const thick = Math.max(ratio, Math.min(6 * ratio, (0.6 * width) / Math.max(1, to - from)))
      for (let row = from; row < to; row++) {
        const value = residual(store, row, state.channel, state.lead)
        if (!Number.isFinite(value)) continue
        context.fillStyle = outside(store, row, state.channel, state.lead) ? palette.alarm : palette.forecast
        context.fillRect(x(store.time(row)) - thick / 2, Math.min(y(value), zero), thick, Math.abs(y(value) - zero))
      }
    }
    context.restore()
  }
}
