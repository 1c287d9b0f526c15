import uPlot from 'uplot'
import { drawBands, drawCrowd, type Plotted } from './crowd.ts'
import type { Palette } from './palette.ts'
import { timeTicks } from './time-axis.ts'

/** A line of a chart; colours are asked for at every drawing, so a change of theme needs no new chart. */
export interface Line {
  readonly label: string
  readonly stroke?: (palette: Palette) => string
  readonly width?: number
  readonly dash?: readonly number[]
  /** Draw every point: for the few of a fan. */
  readonly points?: boolean
}

/** The surface between two lines, by their numbers counted from 1. */
export interface Band {
  readonly upper: number
  readonly lower: number
  readonly fill: (palette: Palette) => string
}

/** The plot's own canvas, with the plotting area in its pixels. */
export interface Drawing {
  readonly context: CanvasRenderingContext2D
  readonly palette: Palette
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly x: (time: number) => number
  readonly y: (value: number) => number
  /** Canvas pixels in a pixel of the page. */
  readonly ratio: number
}

export interface ChartSpec {
  readonly label: string
  readonly height: number
  readonly lines: readonly Line[]
  readonly bands?: readonly Band[]
  /** From the smallest and largest value in the window to the axis; uPlot's own where absent. */
  readonly range?: (min: number, max: number) => [number, number]
  readonly axis?: (values: readonly number[]) => string[]
  /** Room for the axis on the left: the same on every chart, so that all share one x. */
  readonly xAxis?: boolean
  readonly yAxis?: boolean
  /** Draws on top of the lines. */
  readonly over?: (drawing: Drawing) => void
}

/** What all charts of the page share. */
export interface Stage {
  palette(): Palette
  window(): readonly [number, number]
  zone(): string
  /** The pointer is at this time; null when it left. `height` is 0 at the top, 1 at the bottom of the plot. */
  hover(time: number | null, height: number): void
  lock(): void
  zoom(from: number, to: number): void
  live(): void
}

export const axisWidth = () => (innerWidth < 600 ? 44 : 60)

/** The one place that knows uPlot. */
export class Chart {
  readonly plot: uPlot
  private readonly host: HTMLElement
  private readonly observer: ResizeObserver
  private readonly stage: Stage
  private readonly spec: ChartSpec
  /** More rows than pixels: two columns a pixel. */
  private crowded = false

  constructor(host: HTMLElement, spec: ChartSpec, stage: Stage) {
    this.host = host
    this.spec = spec
    this.stage = stage
    this.plot = new uPlot(this.options(), [[], ...spec.lines.map(() => [])] as unknown as uPlot.AlignedData, host)
    this.plot.over.addEventListener('wheel', (event) => this.wheel(event), { passive: false })
    this.plot.over.addEventListener('mousemove', (event) => this.move(event))
    this.plot.over.addEventListener('mouseleave', () => stage.hover(null, 0))
    this.observer = new ResizeObserver(() => this.fit())
    this.observer.observe(host)
  }

  /** Width of the plotting area in pixels of the page. */
  get plotWidth(): number {
    return Math.max(1, Math.round(this.plot.bbox.width / (devicePixelRatio || 1)))
  }

  /** New data and the stage's window, drawn once. */
  show(x: readonly number[], ys: readonly (readonly (number | null)[])[]): void {
    const { plot } = this
    const [from, to] = this.stage.window()
    this.crowded = x.length > 1.5 * this.plotWidth
    plot.batch(() => {
      plot.setData([x, ...ys] as unknown as uPlot.AlignedData, false)
      plot.setScale('x', { min: from, max: to })
    })
  }

  /** The cross-hair at a time; null takes it away. */
  point(time: number | null): void {
    const left = time === null ? -10 : this.plot.valToPos(time, 'x')
    this.plot.setCursor({ left, top: time === null ? -10 : 1 }, false)
  }

  redraw(): void {
    this.plot.redraw(false)
  }

  destroy(): void {
    this.observer.disconnect()
    this.plot.destroy()
  }

  private options(): uPlot.Options {
    const { spec, stage } = this
    const { xAxis = true, yAxis = true } = spec
    const quiet = () => stage.palette().quiet
    const grid = { stroke: () => stage.palette().rule, width: 1 }
    const font = () => stage.palette().font
    return {
      width: Math.max(200, this.host.clientWidth),
      height: spec.height,
      ms: 1,
      tzDate: (time) => (stage.zone() === 'utc' ? uPlot.tzDate(new Date(time), 'Etc/UTC') : new Date(time)),
      padding: [8, 8, xAxis ? 0 : 4, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: true, y: false, setScale: false, dist: 4 }, bind: this.pointer() },
      scales: {
        x: { time: true, auto: false },
        y: spec.range
          ? { range: (_plot, min, max) => spec.range!(min, max) }
          : { range: (_plot, min, max) => uPlot.rangeNum(min ?? 0, max ?? 1, 0.08, true) },
      },
      axes: [
        xAxis
          ? {
              stroke: quiet,
              font: font() as never,
              grid,
              ticks: { show: false },
              size: 44,
              space: 72,
              values: (_plot: uPlot, ticks: number[], _axis: number, _space: number, distance: number) =>
                timeTicks(ticks, distance, stage.zone()),
            }
          : { show: false },
        {
          show: true,
          stroke: quiet,
          font: font() as never,
          grid: yAxis ? grid : { show: false },
          ticks: { show: false },
          size: () => axisWidth(),
          space: spec.height < 200 ? 22 : 36,
          values: yAxis ? spec.axis && ((_plot: uPlot, values: number[]) => spec.axis!(values)) : () => [],
        },
      ].map((axis) => dropUndefined(axis)) as uPlot.Axis[],
      series: [
        {},
        ...spec.lines.map(
          ({ label, stroke, width = 1.5, dash, points = false }): uPlot.Series => ({
            label,
            width,
            stroke: () => (stroke ? stroke(stage.palette()) : 'transparent'),
            ...(dash ? { dash: [...dash] } : {}),
            // Without a colour it only counts for the axis; in a crowd it is drawn pixel by pixel.
            paths: (plot, line, from, to) => (!stroke || this.crowded ? null : straight(plot, line, from, to)),
            points: stroke
              ? { show: true, size: points ? 5 : 4, ...(points ? {} : { filter: lonely }) }
              : { show: false },
          }),
        ),
      ],
      hooks: {
        drawAxes: [() => !this.crowded && drawBands(this.drawing(), plotted(this.plot), spec)],
        draw: [
          () => {
            const drawing = this.drawing()
            if (this.crowded) drawCrowd(drawing, plotted(this.plot), spec)
            spec.over?.(drawing)
          },
        ],
        setSelect: [
          (plot) => {
            if (plot.select.width > 4) {
              stage.zoom(plot.posToVal(plot.select.left, 'x'), plot.posToVal(plot.select.left + plot.select.width, 'x'))
            }
            plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
          },
        ],
      },
    }
  }

  private pointer(): uPlot.Cursor.Bind {
    return {
      dblclick: () => () => {
        this.stage.live()
        return null
      },
      click: (_plot, _target, handler) => (event) => {
        handler(event)
        this.stage.lock()
        return null
      },
    }
  }

  private move(event: MouseEvent): void {
    const { width, height, left, top } = this.plot.over.getBoundingClientRect()
    const share = (event.clientX - left) / width
    const [from, to] = this.stage.window()
    this.stage.hover(from + share * (to - from), (event.clientY - top) / height)
  }

  /** Zooms about the pointer with Ctrl, Shift or ⌘, or once the chart was clicked; else the wheel scrolls the page. Sideways it pans. */
  private wheel(event: WheelEvent): void {
    const [from, to] = this.stage.window()
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) && !event.shiftKey
    const meant = event.ctrlKey || event.metaKey || event.shiftKey || this.host.contains(document.activeElement)
    if (!sideways && !meant) return
    event.preventDefault()
    const { width, left } = this.plot.over.getBoundingClientRect()
    if (sideways) {
      const shift = (event.deltaX / width) * (to - from)
      this.stage.zoom(from + shift, to + shift)
      return
    }
    const at = from + ((event.clientX - left) / width) * (to - from)
    const factor = 1.0015 ** (event.deltaY || event.deltaX)
    this.stage.zoom(at - (at - from) * factor, at + (to - at) * factor)
  }

  private fit(): void {
    const width = Math.max(200, this.host.clientWidth)
    if (width !== this.plot.width) this.plot.setSize({ width, height: this.spec.height })
  }

  private drawing(): Drawing {
    const { plot, stage } = this
    const { left, top, width, height } = plot.bbox
    return {
      context: plot.ctx,
      palette: stage.palette(),
      left,
      top,
      width,
      height,
      x: (time) => plot.valToPos(time, 'x', true),
      y: (value) => plot.valToPos(value, 'y', true),
      ratio: devicePixelRatio || 1,
    }
  }
}

const straight = uPlot.paths.linear!()
const plotted = (plot: uPlot) => plot.data as unknown as Plotted

const dropUndefined = (axis: object) =>
  Object.fromEntries(Object.entries(axis).filter(([, value]) => value !== undefined))

/** Indices of points between two gaps: a line has nothing to draw there, so they are drawn as dots. */
function lonely(plot: uPlot, line: number): number[] {
  const values = plot.data[line]!
  const found: number[] = []
  for (let i = 0; i < values.length; i++) {
    if (values[i] != null && values[i - 1] == null && values[i + 1] == null) found.push(i)
  }
  return found
}
