import type { SeriesLine, Spark } from '../../src/recording/overview-wire.ts'
import { fanSpark } from '../charts/fan-spark.ts'
import { h, setText } from '../frame/dom.ts'
import { LongName } from '../frame/long-name.ts'
import type { Palette } from '../frame/palette.ts'
import { briefly, percent, signedPercent } from '../words/format.ts'
import type { Row } from './virtual-list.ts'

/** Height of a row in CSS pixels. */
export const rowPx = 60
/** Height of a spark. */
const sparkPx = 44

/** What a row shows. */
export interface Shown {
  readonly line: SeriesLine
  readonly name: string
  readonly whole: string
  readonly when: string
  readonly spark: Spark | null
  /** Time of the newest row of all series. */
  readonly newest: number
  readonly palette: Palette
  /** Width of a spark in CSS pixels. */
  readonly width: number
}

/** A line of the overview: its state as a shape and a word, its name, why it needs attention, its last values. */
export class LineRow implements Row {
  readonly element: HTMLElement
  private readonly read: (item: number) => Shown
  private readonly name = new LongName()
  private readonly whole = h('span', { class: 'unseen' })
  private readonly word = h('b')
  private readonly why = h('span')
  private readonly canvas = h('canvas', { height: 0 })
  private readonly figures = {
    value: figure('value', 'last value'),
    skill: figure('skill-share', 'skill'),
    misses: figure('misses', 'misses'),
    when: figure('last', 'at'),
  }

  /** @param read what is known about a line */
  constructor(read: (item: number) => Shown) {
    this.read = read
    this.name.element.setAttribute('aria-hidden', 'true')
    this.element = h(
      'div',
      { class: 'line' },
      h('i', { class: 'shape' }),
      h('div', { class: 'words' }, this.name.element, this.whole, h('p', { class: 'why' }, this.word, this.why)),
      this.canvas,
      ...Object.values(this.figures).map(({ element }) => element),
    )
  }

  show(item: number): void {
    const shown = this.read(item)
    const { line, name, whole, when } = shown
    const { element, figures } = this
    element.dataset.state = line.state
    this.name.show(name, whole)
    setText(this.whole, whole)
    setText(this.word, line.state)
    setText(this.why, line.why)
    this.why.title = line.why
    const words = {
      value: briefly(line.value),
      skill: signedPercent(line.skill, 0),
      misses: percent(line.misses, 0),
      when,
    }
    for (const key of Object.keys(words) as (keyof typeof words)[]) setText(figures[key].number, words[key])
    this.paint(shown)
  }

  private paint({ spark, newest, palette, width }: Shown): void {
    const { canvas } = this
    const ratio = devicePixelRatio || 1
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(sparkPx * ratio)) {
      canvas.width = Math.round(width * ratio)
      canvas.height = Math.round(sparkPx * ratio)
    }
    const context = canvas.getContext('2d')!
    if (spark) fanSpark(context, spark, palette, { width, height: sparkPx, ratio, newest })
    else context.clearRect(0, 0, canvas.width, canvas.height)
  }
}

/** A number, and what it is for those who do not see the heading of its column. */
function figure(name: string, meaning: string): { element: HTMLElement; number: HTMLElement } {
  const number = h('span')
  return { element: h('span', { class: name }, h('span', { class: 'unseen' }, `${meaning} `), number), number }
}
