import { h } from './dom.ts'

/** Letters kept at the end of a name: what tells names apart often stands there. */
const kept = 12

/** A name that is shortened in its middle where there is no room for it; whole to the pointer and to a screen reader. */
export class LongName {
  readonly element = h('span', { class: 'long-name' })
  private shown = ''

  constructor(name = '') {
    this.show(name)
  }

  show(name: string): void {
    if (name === this.shown) return
    this.shown = name
    this.element.title = name
    const at = name.length > 2 * kept ? name.length - kept : name.length
    this.element.replaceChildren(h('span', {}, name.slice(0, at)), name.slice(at))
  }
}
