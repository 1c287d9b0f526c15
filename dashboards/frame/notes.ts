import type { Status } from '../../src/recording/wire.ts'
import { account } from '../words/standing.ts'
import { h } from './dom.ts'

/** The account of the rows, and what was chosen and why; folded until it is asked for. */
export class Notes {
  readonly element = h('details', { class: 'panel notes', hidden: true }, h('summary', {}, 'About this run'))
  private shown = ''

  update(status: Status | null): void {
    const notes = [...(status?.rows ? [account(status)] : []), ...(status?.notes ?? [])]
    this.element.hidden = notes.length === 0
    const key = notes.join('\n')
    if (this.shown === key) return
    this.shown = key
    this.element.replaceChildren(this.element.firstChild!, h('ul', {}, ...notes.map((note) => h('li', {}, note))))
  }
}
