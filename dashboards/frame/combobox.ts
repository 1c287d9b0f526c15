import { shortNames } from '../../src/series/short-names.ts'
import { h } from './dom.ts'
import { LongName } from './long-name.ts'

/** Names that are listed at once; typing finds the others. */
const maxListed = 200

/**
 * A field for choosing one of many names, which lists the names that contain the text typed. Arrow keys, Home and End
 * move, Enter and a click choose, Escape cancels, as in the ARIA pattern for a combobox with a listbox.
 */
export class Combobox {
  readonly element: HTMLElement
  readonly input: HTMLInputElement
  private readonly list: HTMLElement
  private readonly pick: (index: number) => void
  private names: readonly string[] = []
  /** The names as the field shows them. */
  private short: readonly string[] = []
  private chosen = 0
  private found: readonly number[] = []
  private active = -1

  constructor(label: string, pick: (index: number) => void) {
    this.pick = pick
    const id = `list-${label}`
    this.list = h('ul', { id, role: 'listbox', 'aria-label': label, class: 'options', hidden: true })
    this.input = h('input', {
      type: 'search',
      role: 'combobox',
      'aria-label': label,
      'aria-controls': id,
      'aria-expanded': 'false',
      'aria-autocomplete': 'list',
      autocomplete: 'off',
      spellcheck: 'false',
    })
    this.element = h('div', { class: 'combobox' }, this.input, this.list)
    this.input.addEventListener('focus', () => this.input.select())
    this.input.addEventListener('click', () => this.open(''))
    this.input.addEventListener('input', () => this.open(this.input.value))
    this.input.addEventListener('keydown', (event) => {
      if (this.key(event.key)) event.preventDefault()
    })
    this.input.addEventListener('blur', () => this.close())
    // On mousedown, before the field loses the focus and the list closes.
    this.list.addEventListener('mousedown', (event) => {
      event.preventDefault()
      const option = (event.target as Element).closest('li')
      if (option) this.take(Number(option.dataset.index))
    })
  }

  show(names: readonly string[], chosen: number): void {
    if (names !== this.names) this.short = shortNames(names)
    this.names = names
    this.chosen = chosen
    if (document.activeElement !== this.input) this.input.value = this.short[chosen] ?? ''
    this.input.title = names[chosen] ?? ''
  }

  private key(key: string): boolean {
    const open = !this.list.hidden
    const last = this.found.length - 1
    if (key === 'ArrowDown') return open ? this.mark(Math.min(last, this.active + 1)) : this.open('')
    if (key === 'ArrowUp') return open ? this.mark(Math.max(0, this.active - 1)) : this.open('')
    if (key === 'Home' && open) return this.mark(0)
    if (key === 'End' && open) return this.mark(last)
    if (key === 'Enter' && open && this.active >= 0) return this.take(this.found[this.active]!)
    if (key === 'Escape') {
      this.input.value = this.short[this.chosen] ?? ''
      return this.close()
    }
    return false
  }

  /** Lists the names that contain `text`; all names if it is empty. */
  private open(text: string): true {
    const wanted = text.trim().toLowerCase()
    this.found = [...this.names.keys()].filter((i) => this.names[i]!.toLowerCase().includes(wanted)).slice(0, maxListed)
    this.list.replaceChildren(
      ...this.found.map((i) =>
        h(
          'li',
          { role: 'option', id: `${this.list.id}-${i}`, 'data-index': i, 'aria-selected': String(i === this.chosen) },
          new LongName(this.names[i]!).element,
        ),
      ),
    )
    this.list.hidden = this.found.length === 0
    this.input.setAttribute('aria-expanded', String(!this.list.hidden))
    return this.mark(Math.max(0, this.found.indexOf(this.chosen)))
  }

  private mark(active: number): true {
    this.active = this.list.hidden ? -1 : active
    for (const option of this.list.children) option.classList.remove('active')
    const option = this.list.children[this.active]
    option?.classList.add('active')
    option?.scrollIntoView({ block: 'nearest' })
    if (option) this.input.setAttribute('aria-activedescendant', option.id)
    else this.input.removeAttribute('aria-activedescendant')
    return true
  }

  private take(index: number): true {
    this.chosen = index
    this.input.value = this.short[index]!
    this.pick(index)
    return this.close()
  }

  private close(): true {
    this.list.hidden = true
    this.input.setAttribute('aria-expanded', 'false')
    this.input.removeAttribute('aria-activedescendant')
    // Text that was typed but not chosen is discarded.
    if (document.activeElement !== this.input) this.input.value = this.short[this.chosen] ?? ''
    return true
  }
}
