import type { SeriesState } from '../../src/recording/overview-wire.ts'
import { h, setText } from '../frame/dom.ts'
import type { Palette } from '../frame/palette.ts'
import type { View } from '../frame/view.ts'
import type { LineStore } from '../run/line-store.ts'
import type { FetchSparks } from '../run/spark-store.ts'
import { isUrgent } from '../words/state-words.ts'
import { EventList } from './event-list.ts'
import { LineList } from './line-list.ts'
import { Names } from './names.ts'
import { listed } from './order.ts'
import { Tools } from './tools.ts'
import { mostOnPaper } from './virtual-list.ts'

/** The list is ordered again at most this often while rows stream in. */
const orderMs = 500
/** Up to this many series, the first is open from the beginning: a list of so few would leave the page empty. */
const few = 8
/** Up to this many series, a list without room keeps all of its rows. */
const mostKept = 4
/** Width of the list from which it has all columns. */
const roomyPx = 860
/** Width of a letter of a name, about. */
const letterPx = 7.8

interface ManyParts {
  readonly view: View
  readonly palette: () => Palette
  readonly sparks: FetchSparks
  /** Opens a line, at a time if an event leads to it. */
  readonly open: (line: number, time?: number) => void
}

type Tab = 'lines' | 'events'

/** All series of a run: which of them need attention and why, and their events. */
export class ManyPanel {
  readonly element: HTMLElement
  private readonly store: LineStore
  private readonly view: View
  private readonly names: Names
  private readonly title = h('h2', { id: 'title-many' })
  private readonly about = h('p', { class: 'about', role: 'status' })
  private readonly again = h('button', { type: 'button', class: 'again', hidden: true }, 'Order again')
  private readonly tools: Tools
  private readonly lines: LineList
  private readonly events: EventList
  private readonly tabs: Readonly<Record<Tab, HTMLButtonElement>>
  private readonly palette: () => Palette
  private painted: Palette | null = null
  private tab: Tab = 'lines'
  private version = -1
  private updatedAt = Number.NEGATIVE_INFINITY
  private timer = 0
  /** Width of a spark in pixels. */
  private width = 0
  /** Letters that have room in a name. */
  private room = 24
  /** How far the list was scrolled before the last change of the page. */
  private place = 0

  constructor(store: LineStore, { view, palette, sparks, open }: ManyParts) {
    this.store = store
    this.view = view
    this.palette = palette
    this.names = new Names(store)
    const shared = { names: this.names, room: () => this.room, width: () => this.width, palette, sparks, open }
    this.lines = new LineList(store, shared)
    this.events = new EventList(store, { ...shared, when: (line, time) => this.lines.when(line, time) })
    this.tools = new Tools(
      () => this.reorder(),
      () => this[this.tab].list.enter(),
      () => this[this.tab].list.pickFirst(),
    )
    const tab = (name: Tab, text: string) => h('button', { type: 'button', onclick: () => this.show(name) }, text)
    this.tabs = { lines: tab('lines', 'Series'), events: tab('events', 'Events') }
    this.again.addEventListener('click', () => this.reorder())
    // The order was held meanwhile.
    this.lines.list.element.addEventListener('pointerleave', () => this.update())
    const choice = h('div', { class: 'choice', role: 'group', 'aria-label': 'list' }, this.tabs.lines, this.tabs.events)
    this.element = h(
      'aside',
      { class: 'many', 'aria-labelledby': 'title-many' },
      h('header', { class: 'many-head' }, this.title, choice, this.about, this.again),
      this.tools.element,
      this.lines.list.element,
      this.events.list.element,
    )
    this.show('lines')
    new ResizeObserver(() => this.measure()).observe(this.element)
  }

  /** Puts the cursor into the search field. */
  find(): void {
    this.tools.search.focus()
    this.tools.search.select()
  }

  /** The line that is open from the beginning; −1 if somebody is to choose. */
  get firstOpen(): number {
    this.names.update()
    const { lines } = this.store
    return lines.length > few ? -1 : (listed(lines, this.names.lower, this.tools.listing)[0] ?? -1)
  }

  /** The whole name of a line. */
  nameOf(index: number): string {
    this.names.update()
    return this.names.whole[index] ?? ''
  }

  /** The line before or after another in the list; undefined at its ends. */
  beside(index: number, by: -1 | 1): number | undefined {
    const { order } = this.lines
    return order[order.indexOf(index) + by]
  }

  /** Shows the latest, if there is anything new. */
  update(): void {
    const { store } = this
    if (!store.several) return
    const wait = this.updatedAt + orderMs - performance.now()
    if (store.version !== this.version && wait > 0) {
      clearTimeout(this.timer)
      this.timer = window.setTimeout(() => this.update(), wait)
    } else if (store.version !== this.version || (this.lines.isHeld && wait <= 0)) {
      this.version = store.version
      this.updatedAt = performance.now()
      this.names.update()
      this.lines.arrange(this.tools.listing)
      this.describe()
    }
    this.put()
    // The theme has changed.
    const palette = this.palette()
    if (palette !== this.painted) this.lines.list.renew()
    this.painted = palette
  }

  onPaper(paper: boolean): void {
    if (!this.store.several) return
    this.lines.onPaper(paper)
    this.measure()
    if (!paper || this.lines.order.length <= mostOnPaper) return
    setText(this.about, `the first ${mostOnPaper}`)
    this.about.hidden = false
  }

  /** Makes a change of the page that moves no row of the list, for the eye that is on one. */
  rearrange(change: () => void): void {
    const { element } = this.lines.list
    const top = element.getBoundingClientRect().top
    const scrolled = element.scrollTop
    const collapsed = this.isCollapsed
    if (!collapsed) this.place = scrolled
    change()
    this.measure()
    if (collapsed || this.isCollapsed || top <= 0) return
    element.scrollTop = scrolled + element.getBoundingClientRect().top - top
    // Of the first rows the head of the list, which has become higher, would hide some.
    this.lines.list.reveal(this.view.state.line ?? -1)
  }

  /** Keeps only the open line in view while there is no room for more; later it returns to its place. */
  collapse(collapsed: boolean): void {
    if (collapsed === this.isCollapsed) return
    this.element.classList.toggle('collapsed', collapsed)
    const { length } = this.store.lines
    this.element.style.setProperty('--kept', String(length <= mostKept ? length : 1))
    if (!collapsed) this.lines.list.element.scrollTop = this.place
  }

  private get isCollapsed(): boolean {
    return this.element.classList.contains('collapsed')
  }

  private show(tab: Tab): void {
    this.tab = tab
    this.element.dataset.tab = tab
    for (const name of ['lines', 'events'] as const) {
      this[name].list.element.hidden = name !== tab
      this.tabs[name].setAttribute('aria-pressed', String(name === tab))
    }
    this.reorder()
  }

  /** Orders the lines again, because it was asked for. */
  private reorder(): void {
    if (!this.store.several) return
    this.names.update()
    this.lines.arrange(this.tools.listing, false)
    this.describe()
    this.put()
  }

  private put(): void {
    const chosen = this.view.state.line ?? -1
    this.lines.list.show(this.lines.order, chosen)
    if (this.isCollapsed) this.lines.list.bringUp(chosen)
  }

  /** Says in numbers and words what is listed. */
  private describe(): void {
    const { lines, events } = this.store
    this.events.update(this.tools.listing.search)
    this.again.hidden = !this.lines.isHeld
    const counts = new Map<SeriesState, number>()
    for (const { state } of lines) counts.set(state, (counts.get(state) ?? 0) + 1)
    this.tools.count(counts)
    const urgent = lines.filter(({ state }) => isUrgent(state)).length
    const need = `${count(urgent)} of ${count(lines.length)} series ${urgent === 1 ? 'needs' : 'need'} attention`
    setText(this.title, urgent > 0 ? need : `${count(lines.length)} series, none needs attention`)
    setText(this.tabs.events, events.length > 0 ? `Events ${count(events.length)}` : 'Events')
    const { length } = this[this.tab].order
    const { common } = this.names.fit(this.room)
    const found = length < (this.tab === 'lines' ? lines : events).length ? `${count(length)} found` : ''
    setText(this.about, [found, common.length > 0 ? `all: ${common.join(', ')}` : ''].filter(Boolean).join(' · '))
    this.about.hidden = this.about.textContent === ''
  }

  private measure(): void {
    const all = this.element.clientWidth
    if (all === 0) return
    const isRoomy = all >= roomyPx
    const figures = isRoomy ? 480 : 146
    this.element.dataset.columns = isRoomy ? 'all' : 'few'
    this.width = isRoomy ? Math.min(420, Math.round(all * 0.28)) : all >= 600 ? 180 : all >= 380 ? 104 : 92
    this.element.style.setProperty('--spark', `${this.width}px`)
    this.room = Math.max(12, Math.floor((all - figures - this.width) / letterPx))
    this.describe()
    this.lines.list.renew()
    this.events.list.renew()
  }
}

const count = (number: number) => number.toLocaleString('en-US')
