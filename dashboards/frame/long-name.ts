import { h } from './dom.ts'

/** Letters kept at the end of a name, which often distinguish similar names. */
const kept = 12

/** A name that is shortened in the middle if there is no room. Its tooltip and screen readers have the whole name. */
export class LongName {
  readonly element = h('span', { class: 'long-name' })
  private shown = ''

  /** @param whole the whole name, if `name` is a part of it */
  constructor(name = '', whole = name) {
    this.show(name, whole)
  }

  show(name: string, whole = name): void {
    if (name === this.shown) return
    this.shown = name
    this.element.title = whole
    const at = name.length > 2 * kept ? name.length - kept : name.length
    this.element.replaceChildren(h('span', {}, name.slice(0, at)), name.slice(at))
  }
}
