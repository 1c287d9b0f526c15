import type { NumberedEvent } from '../../src/recording/overview-wire.ts'
import { h, setText } from '../frame/dom.ts'
import { LongName } from '../frame/long-name.ts'
import type { Row } from './virtual-list.ts'

/** What a row shows. */
export interface ShownEvent {
  readonly event: NumberedEvent
  readonly name: string
  readonly whole: string
  readonly when: string
}

/** An event: what happened, to which series, when and why. */
export class EventRow implements Row {
  readonly element: HTMLElement
  private readonly read: (item: number) => ShownEvent
  private readonly name = new LongName()
  private readonly whole = h('span', { class: 'unseen' })
  private readonly word = h('b')
  private readonly why = h('span')
  private readonly when = h('span', { class: 'last' })

  /** @param read what is known about an event */
  constructor(read: (item: number) => ShownEvent) {
    this.read = read
    this.name.element.setAttribute('aria-hidden', 'true')
    this.element = h(
      'div',
      { class: 'line line-event' },
      h('i', { class: 'shape' }),
      h('div', { class: 'words' }, this.name.element, this.whole, h('p', { class: 'why' }, this.word, this.why)),
      this.when,
    )
  }

  show(item: number): void {
    const { event, name, whole, when } = this.read(item)
    this.element.dataset.state = event.kind
    this.name.show(name, whole)
    setText(this.word, event.kind)
    // What only the clock of the machine made may not come again from the same rows.
    setText(this.why, event.clock ? `${event.reason} (by the clock)` : event.reason)
    this.why.title = event.reason
    setText(this.when, when)
    setText(this.whole, whole)
  }
}
