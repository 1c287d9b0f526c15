import { byteToShare } from '../../src/recording/byte.ts'
import { weightsAt } from '../../src/recording/layout.ts'
import type { Layout } from '../../src/recording/wire.ts'
import { Chart } from '../charts/chart.ts'
import type { Drawing } from '../charts/chart-spec.ts'
import { Ranking } from '../charts/ranking.ts'
import { drawStack } from '../charts/stack.ts'
import { h, setText } from '../frame/dom.ts'
import type { Palette } from '../frame/palette.ts'
import { type Panel, type Scene, timeAt } from '../frame/scene.ts'
import type { Stage } from '../frame/stage.ts'
import { insideKept, knowsInside } from '../run/inside-kept.ts'
import { percentTicks } from '../words/axis-labels.ts'
import { expertWords } from '../words/expert-words.ts'
import { wholePercents } from '../words/format.ts'
import { agoWords } from '../words/season-words.ts'
import { panelFrame } from './frame.ts'

/** Rows of the window that are sampled to choose the bands. */
const sampledRows = 100
const maxBands = 7

/**
 * The weights of the mixture as stacked bands, the largest at the bottom: which experts have weight, and when that
 * changed.
 */
export class WeightsPanel implements Panel {
  readonly element: HTMLElement
  private readonly layout: Layout
  private readonly chart: Chart
  private readonly ranking = new Ranking(maxBands)
  private readonly key = h('ul', { class: 'legend experts', 'aria-label': 'experts and their shares' })
  /** Describes the expert with the largest weight. */
  private readonly about = h('p', { class: 'about' })
  /** By band, and the last one for the others. */
  private shares: HTMLElement[] = []
  private drawnKey = ''
  private scene: Scene | null = null

  constructor(layout: Layout, stage: Stage) {
    this.layout = layout
    const { section, host } = panelFrame('weights', 'Weights of the experts', [this.key])
    section.append(this.about)
    this.element = section
    this.chart = new Chart(
      host,
      {
        label: 'Weights of the experts',
        height: 200,
        lines: [{ label: 'weights' }],
        range: () => [0, 1],
        axis: percentTicks,
        over: (drawing) => this.stack(drawing),
      },
      stage,
    )
  }

  shows({ store }: Scene): boolean {
    return knowsInside(store)
  }

  update(scene: Scene): void {
    this.scene = scene
    const { store, from, to } = scene
    this.ranking.rank(this.means(scene))
    this.showKey(scene.palette, agoWords(store))
    this.chart.show({ x: to > from ? [store.time(from), store.time(to - 1)] : [], ys: [[null, null]] })
  }

  point(scene: Scene, row: number | null): void {
    this.chart.point(row === null ? null : timeAt(scene, row))
    const at = Math.min(row ?? scene.head, scene.head)
    const shares = this.bandsAt(scene, at)
    const percents = shares && wholePercents(shares)
    this.shares.forEach((share, band) => {
      setText(share, percents ? `${percents[band]} %` : '–')
    })
    const heaviest = this.heaviest(scene, at)
    const words = heaviest === undefined ? '' : expertWords(heaviest, agoWords(scene.store))
    setText(this.about, shares ? words && `largest weight: ${heaviest}, ${words}` : insideKept(scene.store))
  }

  destroy(): void {
    this.chart.destroy()
  }

  /** The legend, in the order of the bands from the bottom. */
  private showKey(palette: Palette, ago: string): void {
    const { shown } = this.ranking
    const { experts } = this.layout
    const key = JSON.stringify([shown, palette.experts, ago])
    if (key === this.drawnKey) return
    this.drawnKey = key
    const others = experts.filter((_, i) => !shown.includes(i))
    this.shares = []
    const entry = (name: string, colour: string, title?: string) => {
      const swatch = h('i', { class: 'swatch', 'aria-hidden': 'true' })
      swatch.style.background = colour
      const share = h('b')
      this.shares.push(share)
      return h('li', { title }, swatch, `${name} `, share)
    }
    this.key.replaceChildren(
      ...shown.map((i) =>
        entry(experts[i]!, palette.experts[this.ranking.colour(i)]!, expertWords(experts[i]!, ago) || undefined),
      ),
      ...(others.length > 0
        ? [entry(others.length === 1 ? '1 other' : `${others.length} others`, palette.others, others.join(', '))]
        : []),
    )
  }

  /** Mean weights of all experts over the window. */
  private means(scene: Scene): number[] {
    const { from, to } = scene
    const sums = this.layout.experts.map(() => 0)
    let rows = 0
    for (let row = from; row < to; row += Math.max(1, Math.floor((to - from) / sampledRows))) {
      if (this.byte(scene, row, 0) < 0) continue
      rows++
      for (let expert = 0; expert < sums.length; expert++) sums[expert]! += byteToShare(this.byte(scene, row, expert))
    }
    return sums.map((sum) => (rows > 0 ? sum / rows : 0))
  }

  private byte({ store, state }: Scene, row: number, expert: number): number {
    const { channels, leads } = this.layout
    return store.byte(row, weightsAt + (expert * channels + state.channel) * leads.length + state.lead)
  }

  private heaviest(scene: Scene, row: number): string | undefined {
    const weights = this.layout.experts.map((_, expert) => this.byte(scene, row, expert))
    const largest = Math.max(...weights)
    return largest > 0 ? this.layout.experts[weights.indexOf(largest)] : undefined
  }

  /** Weights of the bands and of the others together; null if unknown. */
  private bandsAt(scene: Scene, row: number): number[] | null {
    if (this.byte(scene, row, 0) < 0) return null
    const { shown } = this.ranking
    const { experts } = this.layout
    const shares = shown.map((expert) => this.byte(scene, row, expert))
    const sum = shares.reduce((total, share) => total + share, 0)
    // The rest, because many small shares that are each rounded to a byte would not sum up.
    return shown.length < experts.length ? [...shares, Math.max(0, 255 - sum)] : sum > 0 ? shares : null
  }

  /** The weights of a row apply until the next row. */
  private stack(drawing: Drawing): void {
    const { scene } = this
    if (!scene || scene.to === scene.from) return
    const { store, head, window, palette } = scene
    const { shown } = this.ranking
    const bands = shown.map((i) => ({
      name: this.layout.experts[i]!,
      colour: palette.experts[this.ranking.colour(i)]!,
    }))
    if (shown.length < this.layout.experts.length) bands.push({ name: 'others', colour: palette.others })
    let row = scene.from
    drawStack(drawing, bands, window, (time) => {
      while (row < head && store.time(row + 1) <= time) row++
      if (time < store.time(row) || time > (row === head ? store.time(head) : store.breaks.until(row))) return null
      return this.bandsAt(scene, row)
    })
  }
}
