import type { Palette } from '../frame/palette.ts'

/** A line of a chart. Colours are looked up at every drawing, so that a chart survives a change of theme. */
export interface ChartLine {
  readonly label: string
  readonly stroke?: (palette: Palette) => string
  readonly width?: number
  readonly dash?: readonly number[]
  /** Draws a dot at every point; for lines of a few points. */
  readonly points?: boolean
}

/** The area between two lines, given by their numbers from 1. */
export interface Band {
  readonly upper: number
  readonly lower: number
  readonly fill: (palette: Palette) => string
  /** A band of a few points, drawn one by one even if the chart is crowded. */
  readonly few?: boolean
}

/** The canvas of a plot, with the plotting area in canvas pixels. */
export interface Drawing {
  readonly context: CanvasRenderingContext2D
  readonly palette: Palette
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly x: (time: number) => number
  readonly y: (value: number) => number
  /** Canvas pixels per CSS pixel. */
  readonly ratio: number
}

export interface ChartSpec {
  readonly label: string
  readonly height: number
  readonly lines: readonly ChartLine[]
  readonly bands?: readonly Band[]
  /**
   * Maps the smallest and the largest value in the window to the range of the axis. uPlot's default if absent or if it
   * returns null.
   */
  readonly range?: (min: number, max: number) => [number, number] | null
  /** Values that uPlot's default range is extended to if they are near. */
  readonly near?: () => readonly number[]
  /** Labels of ticks that are `increment` apart. */
  readonly axis?: (ticks: readonly number[], increment: number) => string[]
  readonly xAxis?: boolean
  readonly yAxis?: boolean
  /** Draws below the lines. */
  readonly under?: (drawing: Drawing) => void
  /** Draws on top of the lines. */
  readonly over?: (drawing: Drawing) => void
}
