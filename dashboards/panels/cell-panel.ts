import { byteToShare, byteToSigned } from '../../src/recording/byte.ts'
import { type CellPart, cellAt, cellParts, weightsAt } from '../../src/recording/layout.ts'
import type { Layout } from '../../src/recording/wire.ts'
import { Chart } from '../charts/chart.ts'
import type { Drawing } from '../charts/chart-spec.ts'
import { gateColours, HeatMap, labelLines, signedColours } from '../charts/heat-map.ts'
import { bySimilarity } from '../charts/similar.ts'
import { h, setOptions, setText } from '../frame/dom.ts'
import { nearestRow, type Panel, type Scene, timeAt } from '../frame/scene.ts'
import type { Stage } from '../frame/stage.ts'
import type { ViewState } from '../frame/view.ts'
import { insideKept, knowsInside } from '../run/inside-kept.ts'
import { number } from '../words/format.ts'
import { choice, legend, panelFrame } from './frame.ts'

const names: Record<CellPart, string> = {
  input: 'input gate',
  forget: 'forget gate',
  output: 'output gate',
  candidate: 'candidate',
  cell: 'cell state',
  state: 'hidden state',
}
const isGate = (part: CellPart) => part === 'input' || part === 'forget' || part === 'output'

/** Value of the option for the LSTM with the largest weight. */
const largestWeight = 'largest'

/** Height of a unit and limits of the height of the chart, in CSS pixels. */
const unitHeight = 3
const minHeight = 300
const maxHeight = 900
const axisHeight = 56
/** Rows that are sampled to compare units. */
const sampledRows = 300

/**
 * The inside of an LSTM over time as a heat map with one line per unit. Gates go from dark (closed) to bright (open).
 */
export class CellPanel implements Panel {
  readonly element: HTMLElement
  private readonly layout: Layout
  private readonly chart: Chart
  private readonly cells: HTMLSelectElement
  private readonly parts: ReturnType<typeof choice<CellPart | 'all'>>
  private readonly orders: ReturnType<typeof choice<ViewState['units']>>
  private readonly bars: readonly HTMLElement[]
  private readonly about = h('p', { class: 'about' })
  private readonly map = new HeatMap()
  private scene: Scene | null = null
  /** Index of the LSTM shown. */
  private shown = 0
  private height = 0
  private order: { key: string; units: readonly number[] } = { key: '', units: [] }

  constructor(layout: Layout, stage: Stage, pick: (change: Partial<ViewState>) => void) {
    this.layout = layout
    this.cells = h('select', {
      'aria-label': 'LSTM',
      onchange: () => pick({ cell: this.cells.value === largestWeight ? null : Number(this.cells.value) }),
    })
    this.parts = choice<CellPart | 'all'>(
      'part of the cell',
      [['all', 'all six'], ...cellParts.map((part) => [part, names[part]] as const)],
      (part) => pick({ part }),
    )
    this.orders = choice<ViewState['units']>(
      'order of the units',
      [
        ['numbered', 'by number'],
        ['similar', 'by similarity'],
      ],
      (units) => pick({ units }),
    )
    const key = legend([
      ['bar-gate', '0 (closed) to 1 (open)'],
      ['bar-signed', 'below 0, 0, above 0'],
    ])
    this.bars = [...key.children] as HTMLElement[]
    const beside = [this.cells, this.parts.element, this.orders.element, key]
    const { section, host } = panelFrame('cell', 'Inside the LSTM', beside)
    section.append(this.about)
    this.element = section
    this.chart = new Chart(
      host,
      {
        label: 'Gates and state of the LSTM',
        height: minHeight,
        lines: [{ label: 'units' }],
        range: () => [0, 1],
        yAxis: false,
        over: (drawing) => this.paint(drawing),
      },
      { ...stage, hover: (time, height) => this.hover(stage, time, height) },
    )
  }

  shows({ store }: Scene): boolean {
    return knowsInside(store)
  }

  update(scene: Scene): void {
    this.scene = scene
    this.choose(scene)
    const { store, from, to } = scene
    const lines = this.blocks(scene.state.part).length * this.cell.hidden
    this.chart.resize(Math.max(minHeight, Math.min(maxHeight, lines * unitHeight + axisHeight)))
    this.order = this.orderOf(scene)
    this.chart.show({ x: to > from ? [store.time(from), store.time(to - 1)] : [], ys: [[null, null]] })
  }

  controls(scene: Scene): void {
    const { part, units } = scene.state
    this.choose(scene)
    this.parts.show(part)
    this.orders.show(units)
    this.bars[0]!.hidden = part !== 'all' && !isGate(part)
    this.bars[1]!.hidden = part !== 'all' && isGate(part)
  }

  point(scene: Scene, row: number | null): void {
    this.chart.point(row === null ? null : timeAt(scene, row))
    const blocks = this.blocks(scene.state.part)
    const block = blocks[Math.min(blocks.length - 1, Math.floor(this.height * blocks.length))]!
    const { hidden } = this.cell
    const line = Math.max(0, Math.min(hidden - 1, Math.floor(((this.height * blocks.length) % 1) * hidden)))
    const unit = this.order.units[line] ?? line
    const byte = this.byte(scene, Math.min(row ?? scene.head, scene.head), block, unit)
    const value = byte < 0 ? Number.NaN : isGate(block) ? byteToShare(byte) : byteToSigned(byte)
    setText(
      this.about,
      byte < 0 ? insideKept(scene.store) : `${names[block]} of unit ${unit + 1} of ${hidden}: ${number(value, 3)}`,
    )
  }

  destroy(): void {
    this.chart.destroy()
  }

  private hover(stage: Stage, time: number | null, height: number): void {
    this.height = Math.max(0, Math.min(0.9999, height))
    stage.hover(time, height)
    if (this.scene && time !== null) this.point(this.scene, nearestRow(this.scene, time))
  }

  private readonly blocks = (part: CellPart | 'all'): readonly CellPart[] => (part === 'all' ? cellParts : [part])

  private get cell() {
    return this.layout.cells[this.shown]!
  }

  /**
   * Chooses the LSTM that was picked, otherwise the one with the largest weight at the chosen lead. The picker names
   * that one if weights are known.
   */
  private choose({ store, state, head }: Scene): void {
    const { cells, channels, experts, leads } = this.layout
    const weights = cells.map(({ name }) => {
      const expert = experts.indexOf(name)
      return expert < 0
        ? -1
        : store.byte(head, weightsAt + (expert * channels + state.channel) * leads.length + state.lead)
    })
    const largest = Math.max(...weights)
    const heaviest = cells.length > 1 && largest > 0 ? weights.indexOf(largest) : undefined
    this.shown = Math.min(state.cell ?? heaviest ?? this.shown, cells.length - 1)
    setOptions(
      this.cells,
      [
        ...(heaviest === undefined ? [] : [[largestWeight, `largest weight: ${cells[heaviest]!.name}`] as const]),
        ...cells.map(({ name }, i) => [String(i), name] as const),
      ],
      heaviest === undefined || state.cell !== null ? String(this.shown) : largestWeight,
    )
  }

  private byte(scene: Scene, row: number, part: CellPart, unit: number): number {
    const { hidden } = this.cell
    const { channels } = this.layout
    const at =
      cellAt(this.layout, this.shown) + (cellParts.indexOf(part) * channels + scene.state.channel) * hidden + unit
    return scene.store.byte(row, at)
  }

  /**
   * The order of the units. Recomputed when the selection changes or the number of rows has doubled, not at every row,
   * because lines that change places cannot be read.
   */
  private orderOf(scene: Scene): { key: string; units: readonly number[] } {
    const { store, state } = scene
    const units = [...Array(this.cell.hidden).keys()]
    const { part, channel } = state
    const rows = store.end - store.first
    const key = [state.units, part, this.shown, channel, Math.floor(Math.log2(rows))].join()
    if (key === this.order.key) return this.order
    if (state.units === 'numbered') return { key, units }
    const seen = part === 'all' ? 'cell' : part
    const step = Math.max(1, Math.ceil(rows / sampledRows))
    const alike = Array.from({ length: Math.floor((rows - 1) / step) + 1 }, (_, i) => store.first + i * step).filter(
      (row) => this.byte(scene, row, seen, 0) >= 0,
    )
    return { key, units: bySimilarity(units.map((unit) => alike.map((row) => this.byte(scene, row, seen, unit)))) }
  }

  private paint(drawing: Drawing): void {
    const { scene } = this
    if (!scene || scene.to === scene.from) return
    const { store, head, window, palette } = scene
    const { units } = this.order
    const blocks = this.blocks(scene.state.part).map((part) => ({
      name: part === 'candidate' ? 'cand.' : names[part].replace(/ .*/, ''),
      table: isGate(part) ? gateColours(palette) : signedColours(palette),
      byte: (row: number, line: number) => this.byte(scene, row, part, units[line]!),
    }))
    let row = scene.from
    this.map.paint(drawing, blocks, units.length, window, (time) => {
      while (row < head && store.time(row + 1) <= time) row++
      const until = row === head ? store.time(head) : store.breaks.until(row)
      return time < store.time(row) || time > until ? -1 : row
    })
    labelLines(
      drawing,
      blocks,
      units.map((unit) => unit + 1),
    )
  }
}
