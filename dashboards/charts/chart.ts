import uPlot from 'uplot'
import { fitEvent, type Stage } from '../frame/stage.ts'
import { timeDistances, timeSplits, timeTicks } from '../words/time-axis.ts'
import type { ChartSpec, Drawing } from './chart-spec.ts'
import { drawBands, drawCrowd, type Plotted } from './crowd.ts'
import { nearRange } from './near-range.ts'
import { clicks, followPointer } from './pointer.ts'
import { followTouch } from './touch.ts'

/** Data of a chart: times and values by line, and whether there are two columns per pixel. */
export interface Drawn {
  readonly x: readonly number[]
  readonly ys: readonly (readonly (number | null)[])[]
  readonly crowded?: boolean
}

/** A uPlot chart; no other file uses uPlot's API. */
export class Chart {
  readonly plot: uPlot
  private readonly host: HTMLElement
  private readonly observer: ResizeObserver
  private readonly stage: Stage
  private readonly spec: ChartSpec
  private height: number
  private readonly gone = new AbortController()
  /** Whether there are two columns per pixel, because there are more rows than pixels. */
  private crowded = false
  /** The window for which the axes were last drawn. */
  private axes = ''

  constructor(host: HTMLElement, spec: ChartSpec, stage: Stage) {
    this.host = host
    this.spec = spec
    this.height = spec.height
    this.stage = stage
    this.plot = new uPlot(this.options(), [[], ...spec.lines.map(() => [])] as unknown as uPlot.AlignedData, host)
    this.plot.ctx.canvas.setAttribute('role', 'img')
    this.plot.ctx.canvas.setAttribute('aria-label', spec.label)
    followPointer(this.plot.over, host, stage)
    followTouch(this.plot.over, stage)
    this.observer = new ResizeObserver(() => this.fit())
    this.observer.observe(host)
    addEventListener(fitEvent, () => this.fit(), { signal: this.gone.signal })
  }

  /** Width of the plotting area in CSS pixels. */
  get plotWidth(): number {
    return Math.max(1, Math.round(this.plot.bbox.width / (devicePixelRatio || 1)))
  }

  /** Draws new data in the stage's window. */
  show({ x, ys, crowded = false }: Drawn): void {
    const { plot } = this
    const [from, to] = this.stage.window()
    const about = `${this.spec.label}: ${this.stage.about()}; the table below has the values`
    const { canvas } = plot.ctx
    if (canvas.ariaLabel !== about) canvas.ariaLabel = about
    this.crowded = crowded
    const asked = `${this.stage.zone()?.name} ${this.stage.axisWidth()}`
    plot.batch(() => {
      plot.setData([x, ...ys] as unknown as uPlot.AlignedData, false)
      plot.setScale('x', { min: from, max: to })
    })
    // uPlot keeps the ticks of a window that did not change.
    if (asked !== this.axes) plot.redraw(false, true)
    this.axes = asked
  }

  /** Shows the cross-hair at a time; null hides it. */
  point(time: number | null): void {
    const left = time === null ? -10 : this.plot.valToPos(time, 'x')
    this.plot.setCursor({ left, top: time === null ? -10 : 1 }, false)
  }

  resize(height: number): void {
    if (height === this.plot.height) return
    this.height = height
    this.plot.setSize({ width: this.plot.width, height })
  }

  destroy(): void {
    this.observer.disconnect()
    this.gone.abort()
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
      padding: [8, rightPad, xAxis ? 0 : 4, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: true, y: false, setScale: false, dist: 4 }, bind: clicks(stage) },
      scales: {
        x: { time: true, auto: false },
        y: {
          range: (_plot, min, max) =>
            spec.range?.(min, max) ?? uPlot.rangeNum(...nearRange(min ?? 0, max ?? 1, spec.near?.() ?? []), 0.08, true),
        },
      },
      axes: [
        xAxis
          ? {
              stroke: quiet,
              font: font() as never,
              grid,
              ticks: { show: false },
              size: 50,
              // Clear of the lowest label of the other axis.
              gap: 11,
              space: (_plot: uPlot, _axis: number, _from: number, _to: number, wide: number) => (wide < 400 ? 56 : 72),
              incrs: timeDistances,
              splits: (_plot: uPlot, _axis: number, from: number, to: number, distance: number) =>
                timeSplits(from, to, distance, stage.zone()),
              values: (plot: uPlot, ticks: number[], _axis: number, _space: number, distance: number) =>
                withinPlot(plot, timeTicks(ticks, distance, stage.zone()), ticks),
            }
          : { show: false },
        {
          show: true,
          stroke: quiet,
          font: font() as never,
          grid: yAxis ? grid : { show: false },
          ticks: { show: false },
          size: () => stage.axisWidth(),
          space: spec.height < 200 ? 18 : 36,
          values: yAxis
            ? spec.axis &&
              ((_plot: uPlot, ticks: number[], _axis: number, _space: number, distance: number) =>
                spec.axis!(ticks, distance))
            : () => [],
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
            // A line without a colour only sets the range of the axis; a crowded one is drawn by crowd.ts.
            paths: (plot, line, from, to) =>
              !stroke || (this.crowded && !points) ? null : straight(plot, line, from, to),
            points: stroke
              ? { show: true, size: points ? 5 : 4, ...(points ? {} : { filter: lonely }) }
              : { show: false },
          }),
        ),
      ],
      hooks: {
        drawAxes: [
          () => {
            const drawing = this.drawing()
            spec.under?.(drawing)
            if (!this.crowded) drawBands(drawing, plotted(this.plot), spec.bands ?? [])
          },
        ],
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

  private fit(): void {
    const width = Math.max(200, this.host.clientWidth)
    if (width !== this.plot.width) this.plot.setSize({ width, height: this.height })
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

/** Space on the right for half a label. */
const rightPad = 20
/** Half the width of an average letter of a label, in CSS pixels. */
const halfLetter = 3.4

/** Drops the last label if the right edge would cut it off. */
function withinPlot(plot: uPlot, labels: string[], ticks: readonly number[]): string[] {
  const last = labels.length - 1
  const long = Math.max(...(labels[last] ?? '').split('\n').map(({ length }) => length))
  const edge = plot.bbox.width / (devicePixelRatio || 1) + rightPad
  return plot.valToPos(ticks[last] ?? 0, 'x') + long * halfLetter > edge ? [...labels.slice(0, -1), ''] : labels
}

const straight = uPlot.paths.linear!()
const plotted = (plot: uPlot) => plot.data as unknown as Plotted

const dropUndefined = (axis: object) =>
  Object.fromEntries(Object.entries(axis).filter(([, value]) => value !== undefined))

/** Indices of points between two gaps, which a line does not show; they are drawn as dots. */
function lonely(plot: uPlot, line: number): number[] {
  const values = plot.data[line]!
  const found: number[] = []
  for (let i = 0; i < values.length; i++) {
    if (values[i] != null && values[i - 1] == null && values[i + 1] == null) found.push(i)
  }
  return found
}
