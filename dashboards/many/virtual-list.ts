import { h } from '../frame/dom.ts'

/** Rows drawn above and below those in view. */
const beyond = 4
/** Rows on paper, at most. */
export const mostOnPaper = 60

/** A row on screen, which shows one item after another. */
export interface Row {
  readonly element: HTMLElement
  show(item: number): void
}

interface ListParts {
  /** For the ids of the rows. */
  readonly name: string
  readonly label: string
  /** Height of each row in CSS pixels. */
  readonly rowPx: number
  readonly make: () => Row
  readonly pick: (item: number) => void
  /** Called with the items that have come into view. */
  readonly seen: (items: readonly number[]) => void
}

/**
 * A list of any length of which only the rows in view exist: a row that leaves the view at one end comes back at the
 * other. Arrow keys, Page Up, Page Down, Home and End move, Enter and a click pick.
 */
export class VirtualList {
  readonly element: HTMLElement
  private readonly space = h('div', { role: 'presentation', class: 'space' })
  private readonly parts: ListParts
  private rows: Row[] = []
  /** The item that each row shows; −1 if none. */
  private holds: number[] = []
  private items: readonly number[] = []
  private chosen = -1
  private active = -1
  private asked = false
  private paper = false
  private inView = ''

  constructor(parts: ListParts) {
    this.parts = parts
    this.element = h(
      'div',
      { role: 'listbox', tabindex: 0, class: `rows rows-${parts.name}`, 'aria-label': parts.label },
      this.space,
    )
    this.element.style.setProperty('--row', `${parts.rowPx}px`)
    this.element.addEventListener('scroll', () => this.ask(), { passive: true })
    this.element.addEventListener('keydown', (event) => {
      if (event.altKey || event.metaKey || event.ctrlKey || !this.key(event.key)) return
      event.preventDefault()
      event.stopPropagation()
    })
    this.element.addEventListener('focus', () => {
      // A click picks the row under it; the keyboard begins at the one that is open, or at the first.
      if (this.place < 0 && this.element.matches(':focus-visible'))
        this.mark(Math.max(0, this.items.indexOf(this.chosen)))
    })
    this.space.addEventListener('click', (event) => {
      const at = this.rows.findIndex(({ element }) => element.contains(event.target as Node))
      if (at < 0) return
      this.active = this.holds[at]!
      parts.pick(this.active)
    })
    new ResizeObserver(() => this.ask()).observe(this.element)
  }

  /**
   * Shows these items.
   *
   * @param chosen the one that is open; −1 if none is
   */
  show(items: readonly number[], chosen: number): void {
    const same = items === this.items && chosen === this.chosen
    this.items = items
    this.chosen = chosen
    if (same) return
    this.space.style.height = `${items.length * this.parts.rowPx}px`
    this.holds.fill(-1)
    this.inView = ''
    this.draw()
  }

  /** Shows the rows of these items again, of all if undefined. */
  renew(items?: ReadonlySet<number>): void {
    this.holds.forEach((item, at) => {
      if (item >= 0 && this.rows[at] && (items === undefined || items.has(item))) this.rows[at].show(item)
    })
  }

  /** Moves to the first item, as from a search field. */
  enter(): void {
    this.mark(0)
    this.element.focus()
  }

  /** Picks the item that Enter would pick in the list. */
  pickFirst(): void {
    const [first] = this.items
    if (first !== undefined) this.parts.pick(first)
  }

  /** Scrolls so that an item is the first in view. */
  bringUp(item: number): void {
    const place = this.items.indexOf(item)
    if (place >= 0) this.element.scrollTop = place * this.parts.rowPx
    this.draw()
  }

  /** Draws the first rows one below the other, for paper. */
  onPaper(paper: boolean): void {
    this.paper = paper
    this.space.style.height = paper ? '' : `${this.items.length * this.parts.rowPx}px`
    this.draw()
  }

  private get place(): number {
    return this.items.indexOf(this.active)
  }

  private key(key: string): boolean {
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.parts.rowPx) - 1)
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }
    const step = steps[key]
    const last = this.items.length - 1
    if (step !== undefined) this.mark(Math.max(0, Math.min(last, this.place + step)))
    else if (key === 'Home') this.mark(0)
    else if (key === 'End') this.mark(last)
    else if ((key === 'Enter' || key === ' ') && this.place >= 0) this.parts.pick(this.active)
    else return false
    return true
  }

  private mark(place: number): void {
    this.active = this.items[place] ?? -1
    this.reveal(this.active)
    this.draw()
  }

  /** Scrolls as little as it takes to have an item in view. */
  reveal(item: number): void {
    const { element } = this
    const { rowPx } = this.parts
    const place = this.items.indexOf(item)
    if (place < 0) return
    const top = place * rowPx
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + rowPx > element.scrollTop + element.clientHeight)
      element.scrollTop = top + rowPx - element.clientHeight
  }

  private ask(): void {
    if (this.asked) return
    this.asked = true
    requestAnimationFrame(() => {
      this.asked = false
      this.draw()
    })
  }

  private draw(): void {
    const { element, holds, items, parts, rows, space } = this
    const { rowPx } = parts
    const first = this.paper ? 0 : Math.floor(element.scrollTop / rowPx)
    const fit = this.paper ? mostOnPaper : Math.ceil(element.clientHeight / rowPx) + 1
    const count = fit + 2 * beyond
    while (rows.length < count) {
      const row = parts.make()
      row.element.setAttribute('role', 'option')
      rows.push(row)
      holds.push(-1)
      space.append(row.element)
    }
    const from = Math.max(0, Math.min(first - beyond, items.length - rows.length))
    for (let place = from; place < from + rows.length; place++) {
      const at = place % rows.length
      const item = items[place] ?? -1
      const row = rows[at]!
      row.element.hidden = item < 0
      if (item < 0) {
        holds[at] = -1
        continue
      }
      if (holds[at] !== item) {
        holds[at] = item
        row.element.id = `${parts.name}-${item}`
        row.element.style.setProperty('--top', `${place * rowPx}px`)
        row.element.setAttribute('aria-posinset', String(place + 1))
        row.element.setAttribute('aria-setsize', String(items.length))
        row.element.setAttribute('aria-selected', String(item === this.chosen))
        row.show(item)
      }
      row.element.classList.toggle('active', item === this.active)
    }
    if (this.place >= 0 && holds.includes(this.active))
      element.setAttribute('aria-activedescendant', `${parts.name}-${this.active}`)
    else element.removeAttribute('aria-activedescendant')
    const seen = items.slice(first, first + fit)
    const inView = seen.join()
    if (inView === this.inView) return
    this.inView = inView
    parts.seen(seen)
  }
}
