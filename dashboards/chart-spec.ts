import type { Palette } from './palette.ts'

/** A line of a chart. Its colour is asked for at every drawing, so a change of theme needs no new chart. */
export interface Line {
  readonly label: string
  readonly stroke?: (palette: Palette) => string
  readonly width?: number
  readonly dash?: readonly number[]
  /** Draws every point, for the few points of a fan. */
  readonly points?: boolean
}

/** The surface between two lines, by their numbers counted from 1. */
export interface Band {
  readonly upper: number
  readonly lower: number
  readonly fill: (palette: Palette) => string
  /** True for the few columns of a fan, which are drawn one by one even if rows are dense. */
  readonly few?: boolean
}

/** The plot's canvas, with the plotting area in canvas pixels. */
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
  /** Gives the axis range from the smallest and largest value in the window; uPlot's own if absent or null. */
  readonly range?: (min: number, max: number) => [number, number] | null
  /** Labels for the ticks, which are `increment` apart. */
  readonly axis?: (ticks: readonly number[], increment: number) => string[]
  /** Width of the left axis: the same on every chart, so that all share one x. */
  readonly xAxis?: boolean
  readonly yAxis?: boolean
  /** Draws on top of the lines. */
  readonly over?: (drawing: Drawing) => void
}
