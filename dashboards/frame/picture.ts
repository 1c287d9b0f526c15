import { stepMs } from '../run/step-ms.ts'
import { signedPercent } from '../words/format.ts'
import { leadSpan } from '../words/lead-span.ts'
import { moment } from '../words/moment.ts'
import { h } from './dom.ts'
import type { Scene } from './scene.ts'

const margin = 16
const headTall = 64
const legendTall = 26

/** A chart of the page and its distance from the left edge. */
interface Piece {
  readonly canvas: HTMLCanvasElement
  readonly panel: HTMLElement
  readonly left: number
}

/**
 * All charts of the page as one picture, in the same columns as on the page: series, lead, window and skill at the top,
 * each chart below its heading and legend. The charts must have been drawn.
 */
export function chartsAsPicture(scene: Scene, panels: readonly HTMLElement[]): Promise<Blob> {
  const pieces = panels.flatMap((panel): Piece[] => {
    const canvas = panel.querySelector<HTMLCanvasElement>('.uplot canvas')
    if (!canvas) return []
    return [{ canvas, panel, left: Math.round(canvas.getBoundingClientRect().left) }]
  })
  const begin = Math.min(...pieces.map(({ left }) => left))
  const wide = Math.max(...pieces.map(({ left, canvas }) => left + canvas.clientWidth)) - begin
  const ratio = devicePixelRatio || 1
  const sheet = document.createElement('canvas')
  const context = sheet.getContext('2d')!
  const legends = new Map(pieces.map((piece) => [piece, legendOf(context, scene, piece)]))
  // Each column is as tall as its charts, which come in page order.
  const depths = new Map<number, number>()
  const places = pieces.map((piece) => {
    const y = depths.get(piece.left) ?? headTall
    const chart = y + legendTall * lines(legends.get(piece)!)
    depths.set(piece.left, chart + piece.canvas.clientHeight)
    return { ...piece, legend: legends.get(piece)!, y, chart }
  })
  const tall = Math.max(...depths.values()) + margin
  sheet.width = (wide + 2 * margin) * ratio
  sheet.height = tall * ratio
  context.scale(ratio, ratio)
  context.fillStyle = scene.palette.paper
  context.fillRect(0, 0, sheet.width, sheet.height)
  context.textBaseline = 'middle'
  writeHead(context, scene)
  for (const { canvas, left, legend, y, chart } of places) {
    const x = margin + left - begin
    writeLegend(context, scene, legend, x, y)
    context.drawImage(canvas, x, chart, canvas.clientWidth, canvas.clientHeight)
  }
  return new Promise((resolve, reject) => {
    sheet.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('picture: the browser could not encode it'))),
      'image/png',
    )
  })
}

/** Adds a button to the head of a panel that saves its chart under a name, if it has a chart. */
export function addPictureButton(panel: HTMLElement, save: (name: string) => void): void {
  const head = panel.querySelector('.uplot') && panel.querySelector('.panel-head')
  if (!head) return
  const name = head.querySelector('h2')!.textContent!.replace(/:.*/, '')
  const act = () => save(name.toLowerCase().replaceAll(' ', '-'))
  const words = { 'aria-label': `PNG of ${name}`, title: 'save this chart as a picture' }
  head.append(h('button', { type: 'button', class: 'save-picture', ...words, onclick: act }, 'PNG'))
}

function writeHead(context: CanvasRenderingContext2D, { palette, store, window, state, zone, scores }: Scene): void {
  const { run, layout } = store
  const family = palette.font.replace(/^\S+ /, '')
  const ahead = `${leadSpan(store, layout!.leads[state.lead]!)} ahead`
  const [from, to] = window.map((time) => moment(time, zone, stepMs(store)))
  const skill = scores?.skillPersistence[state.channel * layout!.leads.length + state.lead]
  context.fillStyle = palette.ink
  context.font = `600 16px ${family}`
  context.fillText(`${run!.series[state.channel]}, ${ahead}`, margin, 24)
  context.fillStyle = palette.quiet
  context.font = `13px ${family}`
  context.fillText(`${run!.title} · ${from} … ${to} · skill ${signedPercent(skill)}`, margin, 46)
}

/** A word or swatch of a legend and its position on the line. */
interface Entry {
  readonly line: number
  readonly x: number
  readonly text: string
  readonly bold: boolean
  readonly swatch: CSSStyleDeclaration | null
}

/** Heading and legend as on the page, wrapped at the width of the chart. */
function legendOf(context: CanvasRenderingContext2D, { palette }: Scene, { panel, canvas }: Piece): Entry[] {
  const family = palette.font.replace(/^\S+ /, '')
  const entries: Entry[] = []
  let [x, line] = [0, 0]
  const add = (text: string, bold: boolean, swatch: HTMLElement | null = null) => {
    const style = swatch && getComputedStyle(swatch)
    context.font = `${bold ? 600 : 400} 13px ${family}`
    const wide = (style ? Number.parseFloat(style.width) + 6 : 0) + context.measureText(text).width
    if (x > 0 && x + wide > canvas.clientWidth) [x, line] = [0, line + 1]
    entries.push({ line, x, text, bold, swatch: style })
    x += wide + 16
  }
  add(panel.querySelector('h2')?.textContent ?? '', true)
  for (const pressed of panel.querySelectorAll('.choice:not([hidden]) [aria-pressed="true"]'))
    add(pressed.textContent!, false)
  for (const entry of panel.querySelectorAll<HTMLElement>('.legend li:not([hidden])')) {
    add(entry.textContent!, false, entry.querySelector<HTMLElement>('.swatch'))
  }
  return entries
}

const lines = (legend: readonly Entry[]) => legend.at(-1)!.line + 1

function writeLegend(
  context: CanvasRenderingContext2D,
  { palette }: Scene,
  legend: readonly Entry[],
  x: number,
  y: number,
) {
  const family = palette.font.replace(/^\S+ /, '')
  for (const entry of legend) {
    const middle = y + (entry.line + 0.5) * legendTall
    let at = x + entry.x
    if (entry.swatch) at += drawSwatch(context, entry.swatch, at, middle) + 6
    context.font = `${entry.bold ? 600 : 400} 13px ${family}`
    context.fillStyle = entry.bold ? palette.ink : palette.quiet
    context.fillText(entry.text, at, middle)
  }
}

/**
 * Draws a swatch as the style sheet does: a line, a dot, a ring, a flag or an area.
 *
 * @returns its width
 */
function drawSwatch(context: CanvasRenderingContext2D, style: CSSStyleDeclaration, x: number, y: number): number {
  const [width, height] = [Number.parseFloat(style.width), Number.parseFloat(style.height)]
  const line = Number.parseFloat(style.borderTopWidth)
  context.save()
  context.strokeStyle = style.borderTopColor
  context.lineWidth = line
  context.fillStyle = style.backgroundColor
  context.beginPath()
  if (line > 0 && style.borderBottomWidth === '0px') {
    if (style.borderTopStyle === 'dashed') context.setLineDash([5, 3])
    context.moveTo(x, y)
    context.lineTo(x + width, y)
    context.stroke()
  } else if (style.borderRadius === '50%') {
    context.arc(x + width / 2, y, width / 2, 0, 2 * Math.PI)
    context.fill()
    if (line > 0) context.stroke()
  } else if (style.clipPath.startsWith('polygon')) {
    context.moveTo(x, y - height / 2)
    context.lineTo(x + width, y)
    context.lineTo(x, y + height / 2)
    context.fill()
  } else {
    const stops = style.backgroundImage.match(/rgba?\([^)]*\)/g) ?? []
    const gradient = context.createLinearGradient(x, 0, x + width, 0)
    stops.forEach((colour, i) => {
      gradient.addColorStop(i / (stops.length - 1), colour)
    })
    if (stops.length > 1) context.fillStyle = gradient
    context.fillRect(x, y - height / 2, width, height)
  }
  context.restore()
  return width
}
