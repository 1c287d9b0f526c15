import { byteToShare } from '../../src/server/byte.ts'
import { weightsAt } from '../../src/server/layout.ts'
import type { Layout } from '../../src/server/wire.ts'
import { Chart } from '../chart.ts'
import type { Drawing } from '../chart-spec.ts'
import { h, setText } from '../dom.ts'
import { percent } from '../format.ts'
import type { Panel, Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import { panelFrame } from './frame.ts'

/** The mixture's weights as a stacked band: which expert is believed, and when that changed. */
export class WeightsPanel implements Panel {
  readonly element: HTMLElement
  private readonly layout: Layout
  private readonly chart: Chart
  private readonly shares: HTMLElement[]
  private readonly swatches: HTMLElement[]
  private scene: Scene | null = null

  constructor(layout: Layout, stage: Stage) {
    this.layout = layout
    this.shares = layout.experts.map(() => h('b'))
    this.swatches = layout.experts.map(() => h('i', { class: 'swatch', 'aria-hidden': 'true' }))
    const key = h(
      'ul',
      { class: 'legend experts', 'aria-label': 'experts and their shares' },
      ...layout.experts.map((name, i) => h('li', {}, this.swatches[i]!, `${name} `, this.shares[i]!)),
    )
    const { section, host } = panelFrame('weights', 'Who is believed', [key])
    this.element = section
    this.chart = new Chart(
      host,
      {
        label: 'Weights of the experts',
        height: 150,
        lines: [{ label: 'weights' }],
        range: () => [0, 1],
        axis: (values) => values.map((value) => percent(value, 0)),
        over: (drawing) => this.stack(drawing),
      },
      stage,
    )
  }

  update(scene: Scene): void {
    this.scene = scene
    const { store, from, to, palette } = scene
    this.swatches.forEach((swatch, i) => {
      swatch.style.background = palette.experts[i % palette.experts.length]!
    })
    this.chart.show({ x: to > from ? [store.time(from), store.time(to - 1)] : [], ys: [[null, null]] })
  }

  point(scene: Scene, row: number | null): void {
    this.chart.point(row === null ? null : scene.store.time(row))
    this.shares.forEach((share, expert) => {
      const byte = this.byte(scene, row ?? scene.head, expert)
      setText(share, byte < 0 ? '–' : percent(byteToShare(byte), 0))
    })
  }

  destroy(): void {
    this.chart.destroy()
  }

  private byte({ store, state }: Scene, row: number, expert: number): number {
    const { channels, leads } = this.layout
    return store.byte(row, weightsAt + (expert * channels + state.channel) * leads.length + state.lead)
  }

  /** Pixel by pixel: a row's shares hold until the next row. */
  private stack({ context, palette, left, top, width, height, ratio }: Drawing): void {
    const { scene } = this
    if (!scene || scene.to === scene.from) return
    const { store, head, window } = scene
    const [from, to] = window
    const step = Math.max(1, Math.floor(ratio))
    let row = scene.from
    for (let pixel = 0; pixel < width; pixel += step) {
      const time = from + ((pixel + step / 2) / width) * (to - from)
      while (row < head && store.time(row + 1) <= time) row++
      if (time < store.time(row) || time > (row === head ? store.time(head) : store.breaks.until(row))) continue
      let y = top + height
      for (let expert = 0; expert < this.layout.experts.length; expert++) {
        const byte = this.byte(scene, row, expert)
        if (byte <= 0) continue
        const tall = (byte / 255) * height
        context.fillStyle = palette.experts[expert % palette.experts.length]!
        context.fillRect(left + pixel, y - tall, step, tall)
        y -= tall
        if (expert < this.layout.experts.length - 1) {
          context.fillStyle = palette.paper
          context.fillRect(left + pixel, y, step, Math.min(tall, ratio / 2))
        }
      }
    }
  }
}
