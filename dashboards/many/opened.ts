import type { SeriesLine } from '../../src/recording/overview-wire.ts'
import { h, setText } from '../frame/dom.ts'

/** The bar above an open series: its name, its state and why, the way back to all, and to its neighbours in the list. */
export class Opened {
  readonly element: HTMLElement
  private readonly back: HTMLButtonElement
  private readonly name = h('b')
  private readonly word = h('b')
  private readonly why = h('span')
  private readonly before: HTMLButtonElement
  private readonly after: HTMLButtonElement

  constructor(close: () => void, beside: (by: -1 | 1) => void) {
    const button = (name: string, label: string, by: -1 | 1) =>
      h('button', {
        type: 'button',
        class: `arrow ${name}`,
        'aria-label': label,
        title: label,
        onclick: () => beside(by),
      })
    this.back = h('button', { type: 'button', class: 'back', onclick: close, 'aria-keyshortcuts': 'Escape' })
    this.before = button('up', 'previous series in the list', -1)
    this.after = button('down', 'next series in the list', 1)
    this.element = h(
      'nav',
      { class: 'opened', 'aria-label': 'open series' },
      this.back,
      h(
        'div',
        { class: 'words' },
        this.name,
        h('p', {}, h('i', { class: 'shape', 'aria-hidden': 'true' }), this.word, this.why),
      ),
      h('span', { class: 'actions' }, this.before, this.after),
    )
  }

  update(name: string, { state, why }: SeriesLine, count: number, before: boolean, after: boolean): void {
    setText(this.back, `‹ All ${count.toLocaleString('en-US')} series`)
    setText(this.name, name)
    this.element.dataset.state = state
    setText(this.word, state)
    setText(this.why, why)
    this.before.disabled = !before
    this.after.disabled = !after
  }
}
