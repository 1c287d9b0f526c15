/**
 * The colours of charts, read from the style sheet by theme: those of Okabe and Ito, which colour-blind readers can
 * distinguish.
 */
export interface Palette {
  readonly paper: string
  readonly ink: string
  readonly quiet: string
  readonly rule: string
  readonly forecast: string
  readonly baseline: string
  readonly alarm: string
  readonly good: string
  readonly holiday: string
  readonly wide: string
  readonly narrow: string
  /** Colours of the bands of weights; `others` for the small ones together. */
  readonly experts: readonly string[]
  readonly others: string
  /** Red, green and blue of the smallest, middle and largest value of a heat map. */
  readonly low: readonly number[]
  readonly middle: readonly number[]
  readonly high: readonly number[]
  readonly font: string
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const list = (name: string) => colour(name).split(/\s*,\s*/)
  const triple = (name: string) => list(name).map(Number)
  return {
    paper: colour('paper'),
    ink: colour('ink'),
    quiet: colour('quiet'),
    rule: colour('rule'),
    forecast: colour('forecast'),
    baseline: colour('baseline'),
    alarm: colour('alarm'),
    good: colour('good'),
    holiday: colour('amber'),
    wide: colour('wide'),
    narrow: colour('narrow'),
    experts: list('experts'),
    others: colour('others'),
    low: triple('heat-low'),
    middle: triple('heat-middle'),
    high: triple('heat-high'),
    font: `12px ${getComputedStyle(document.body).fontFamily}`,
  }
}
