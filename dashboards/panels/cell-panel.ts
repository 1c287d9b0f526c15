import { byteToShare, byteToSigned } from '../../src/server/byte.ts'
import { type CellPart, cellAt, cellParts } from '../../src/server/layout.ts'
import type { Layout } from '../../src/server/wire.ts'
import { Chart } from '../chart.ts'
import type { Drawing } from '../chart-spec.ts'
import { h, setOptions, setText } from '../dom.ts'
import { number } from '../format.ts'
import type { Panel, Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import type { ViewState } from '../view.ts'
import { choice, panelFrame } from './frame.ts'

const names: Record<CellPart, string> = {
  input: 'input gate',
  forget: 'forget gate',
  output: 'output gate',
  candidate: 'candidate',
  cell: 'cell state',
  state: 'hidden state',
}
const isGate = (part: CellPart) => part === 'input' || part === 'forget' || part === 'output'

/** The inside of an LSTM over time: a row of the picture for each unit, dark to bright for gates from shut to open. */
export class CellPanel implements Panel {
  readonly element: HTMLElement
  private readonly layout: Layout
  private readonly chart: Chart
  private readonly cells: HTMLSelectElement
  private readonly parts: ReturnType<typeof choice<CellPart | 'all'>>
  private readonly about = h('p', { class: 'about' })
  private readonly image = document.createElement('canvas')
  private scene: Scene | null = null
  private height = 0

  constructor(layout: Layout, stage: Stage, pick: (change: Partial<ViewState>) => void) {
    this.layout = layout
    this.cells = h('select', { 'aria-label': 'LSTM', onchange: () => pick({ cell: Number(this.cells.value) }) })
    setOptions(
      this.cells,
      layout.cells.map(({ name }, i) => [String(i), name] as const),
      '0',
    )
    this.parts = choice<CellPart | 'all'>(
      'part of the cell',
      [['all', 'all six'], ...cellParts.map((part) => [part, names[part]] as const)],
      (part) => pick({ part }),
    )
    const { section, host } = panelFrame('cell', 'Inside the LSTM', [this.cells, this.parts.element])
    section.append(this.about)
    this.element = section
    this.chart = new Chart(
      host,
      {
        label: 'Gates and state of the LSTM',
        height: 300,
        lines: [{ label: 'units' }],
        range: () => [0, 1],
        yAxis: false,
        over: (drawing) => this.paint(drawing),
      },
      { ...stage, hover: (time, height) => this.hover(stage, time, height) },
    )
  }

  update(scene: Scene): void {
    this.scene = scene
    const { store, from, to } = scene
    this.chart.show({ x: to > from ? [store.time(from), store.time(to - 1)] : [], ys: [[null, null]] })
  }

  controls({ state }: Scene): void {
    this.parts.show(state.part)
    this.cells.value = String(state.cell)
  }

  point(scene: Scene, row: number | null): void {
    this.chart.point(row === null ? null : scene.store.time(row))
    const blocks = this.blocks(scene.state.part)
    const block = blocks[Math.min(blocks.length - 1, Math.floor(this.height * blocks.length))]!
    const hidden = this.cell(scene).hidden
    const unit = Math.max(0, Math.min(hidden - 1, Math.floor(((this.height * blocks.length) % 1) * hidden)))
    const byte = this.byte(scene, row ?? scene.head, block, unit)
    const value = byte < 0 ? Number.NaN : isGate(block) ? byteToShare(byte) : byteToSigned(byte)
    setText(this.about, `${names[block]} of unit ${unit + 1} of ${hidden}: ${number(value, 3)}`)
  }

  destroy(): void {
    this.chart.destroy()
  }

  private hover(stage: Stage, time: number | null, height: number): void {
    this.height = Math.max(0, Math.min(0.9999, height))
    stage.hover(time, height)
    if (this.scene && time !== null) this.point(this.scene, this.scene.store.nearestRow(time, this.scene.head))
  }

  private readonly blocks = (part: CellPart | 'all'): readonly CellPart[] => (part === 'all' ? cellParts : [part])

  private cell({ state }: Scene) {
    return this.layout.cells[Math.min(state.cell, this.layout.cells.length - 1)]!
  }

  private byte(scene: Scene, row: number, part: CellPart, unit: number): number {
    const index = Math.min(scene.state.cell, this.layout.cells.length - 1)
    const { hidden } = this.layout.cells[index]!
    const { channels } = this.layout
    const at = cellAt(this.layout, index) + (cellParts.indexOf(part) * channels + scene.state.channel) * hidden + unit
    return scene.store.byte(row, at)
  }

  /** One column a pixel, one line a unit, then stretched to the plot. */
  private paint({ context, palette, left, top, width, height, ratio }: Drawing): void {
    const { scene } = this
    if (!scene || scene.to === scene.from) return
    const { store, head, window } = scene
    const [from, to] = window
    const parts = this.blocks(scene.state.part)
    const { hidden } = this.cell(scene)
    const wide = Math.max(1, Math.floor(width / ratio))
    const tables = parts.map((part) => (isGate(part) ? gateTable(palette.middle, palette.high) : signedTable(palette)))
    const tall = parts.length * hidden
    this.image.width = wide
    this.image.height = tall
    const brush = this.image.getContext('2d')!
    const pixels = brush.createImageData(wide, tall)
    const points = new Uint32Array(pixels.data.buffer)
    let row = scene.from
    for (let column = 0; column < wide; column++) {
      const time = from + ((column + 0.5) / wide) * (to - from)
      while (row < head && store.time(row + 1) <= time) row++
      if (time < store.time(row) || time > (row === head ? store.time(head) : store.breaks.until(row))) continue
      parts.forEach((part, block) => {
        const table = tables[block]!
        for (let unit = 0; unit < hidden; unit++) {
          const byte = this.byte(scene, row, part, unit)
          if (byte >= 0) points[(block * hidden + unit) * wide + column] = table[byte]!
        }
      })
    }
    brush.putImageData(pixels, 0, 0)
    context.save()
    context.imageSmoothingEnabled = false
    const gap = parts.length > 1 ? 2 * ratio : 0
    const each = height / parts.length
    context.font = `600 ${11 * ratio}px ${palette.font.replace(/^\S+ /, '')}`
    context.textAlign = 'right'
    context.textBaseline = 'middle'
    parts.forEach((part, block) => {
      const y = top + block * each
      context.drawImage(this.image, 0, block * hidden, wide, hidden, left, y, width, each - gap)
      context.fillStyle = palette.quiet
      context.fillText(part === 'candidate' ? 'cand.' : names[part].replace(/ .*/, ''), left - 6 * ratio, y + each / 2)
    })
    context.restore()
  }
}

const rgba = (red: number, green: number, blue: number) => (255 << 24) | (blue << 16) | (green << 8) | red

const mix = (from: readonly number[], to: readonly number[], share: number) =>
  rgba(...([0, 1, 2].map((i) => Math.round(from[i]! + (to[i]! - from[i]!) * share)) as [number, number, number]))

/** Shut to open. */
const gateTable = (shut: readonly number[], open: readonly number[]) =>
  Uint32Array.from({ length: 256 }, (_, byte) => mix(shut, open, byte / 255))

/** Below zero to one side, above to the other. */
const signedTable = ({
  low,
  middle,
  high,
}: {
  low: readonly number[]
  middle: readonly number[]
  high: readonly number[]
}) =>
  Uint32Array.from({ length: 256 }, (_, byte) => {
    const share = Math.max(-1, Math.min(1, (byte - 128) / 90))
    return mix(middle, share < 0 ? low : high, Math.abs(share))
  })
