import type { Palette } from './palette.ts'

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
  /** Few columns, as a fan has: in a crowd of rows they are still drawn one by one. */
  readonly few?: boolean
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
  /** From the smallest and largest value in the window to the axis; uPlot's own where absent or null. */
  readonly range?: (min: number, max: number) => [number, number] | null
  /** Words for the ticks, which are `increment` apart. */
  readonly axis?: (ticks: readonly number[], increment: number) => string[]
  /** Room for the axis on the left: the same on every chart, so that all share one x. */
  readonly xAxis?: boolean
  readonly yAxis?: boolean
  /** Draws on top of the lines. */
  readonly over?: (drawing: Drawing) => void
}
