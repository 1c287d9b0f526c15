import type { Address } from '../frame/address.ts'
import { h } from '../frame/dom.ts'
import { goTo } from '../frame/go-to.ts'
import type { Palette } from '../frame/palette.ts'
import type { View } from '../frame/view.ts'
import type { Source } from '../run/live-run.ts'
import type { RunStore } from '../run/run-store.ts'
import { ManyPanel } from './many-panel.ts'
import { Opened } from './opened.ts'

/** Width of the page from which the list has room beside an open series. */
const roomForBoth = 1080

interface DeskParts {
  /** The page of one series. */
  readonly main: HTMLElement
  readonly palette: () => Palette
}

/**
 * The list of all series, and the one that is open beside it; below it, if there is no room. A run of one series has
 * no list.
 */
export class Desk {
  readonly element: HTMLElement
  private readonly store: RunStore
  private readonly source: Source
  private readonly view: View
  private readonly address: Address
  private readonly many: ManyPanel
  private readonly opened: Opened
  private readonly place: HTMLElement
  private readonly main: HTMLElement
  private readonly absent = h(
    'p',
    { class: 'absent', hidden: true },
    'Of this series only the line in the list is kept: there was no room for all of its values. The forecast files have them.',
  )
  /** Whether it was decided what is open from the beginning. */
  private begun: unknown = null
  /** The time that an event leads to, until its row is there. */
  private moment: number | null = null
  /** Whether a series was asked for and has not come. */
  private opening = false
  /** The run in the store when it was asked for. */
  private before: unknown = null
  private wide = false
  private arranged = ''

  constructor(store: RunStore, source: Source, view: View, address: Address, { main, palette }: DeskParts) {
    this.store = store
    this.source = source
    this.view = view
    this.address = address
    this.many = new ManyPanel(source.lines, {
      view,
      palette,
      sparks: source.sparks,
      open: (line, time) => this.open(line, time),
    })
    this.opened = new Opened(
      () => this.leave(),
      (by) => {
        const next = this.many.beside(view.state.line!, by)
        if (next !== undefined) this.open(next)
      },
    )
    this.main = main
    this.place = h('div', { class: 'place' }, this.opened.element, this.absent, main)
    this.element = h('div', { class: 'desk' }, this.many.element, this.place)
    view.on((changed) => {
      const { channel, line } = view.state
      if (changed.has('line')) this.follow()
      // Another target of the same series was picked.
      else if (changed.has('channel') && line !== null)
        view.set({ line: line + channel - source.lines.lines[line]!.channel })
    })
    const watcher = new ResizeObserver(() => this.measure())
    watcher.observe(this.element)
    // What is above may change its height.
    watcher.observe(document.body)
    this.arrange()
  }

  /** Whether all series are shown, and none is open. */
  get all(): boolean {
    return this.source.lines.several && this.view.state.line === null
  }

  /** Whether the page waits for the rows of a series that was opened. */
  get isOpening(): boolean {
    return this.opening
  }

  /** Goes to the search; false if there is no list. */
  find(): boolean {
    if (!this.source.lines.several) return false
    if (this.view.state.line !== null && !this.wide) this.leave()
    this.many.find()
    return true
  }

  /** Closes the open series; false if none is. */
  leave(): boolean {
    if (!this.source.lines.several || this.view.state.line === null) return false
    this.address.remember()
    this.view.close()
    return true
  }

  update(): void {
    const { lines } = this.source
    this.many.update()
    if (lines.several && this.begun !== lines.run) {
      this.begun = lines.run
      const first = this.view.state.line ?? this.many.firstOpen
      if (!this.address.names && first >= 0) this.view.open(first, lines.lines[first]!.channel)
    }
    this.arrange()
    const { line } = this.view.state
    if (line !== null && lines.several) {
      const has = (by: -1 | 1) => this.many.beside(line, by) !== undefined
      this.opened.update(this.many.nameOf(line), lines.lines[line]!, lines.lines.length, has(-1), has(1))
    }
  }

  /** Rows of the open series are there. */
  arrived(): void {
    const { moment, store, view } = this
    if (this.opening && store.run === this.before) return
    this.opening = false
    if (moment === null) return
    const last = store.time(store.end - 1)
    // Long series come in several parts.
    if (last < moment && store.end < (store.status?.observations ?? Number.POSITIVE_INFINITY)) return
    this.moment = null
    goTo(view, store, moment)
    this.main.querySelector('.panel-forecast')?.scrollIntoView({ block: 'center' })
  }

  onPaper(paper: boolean): void {
    this.many.onPaper(paper)
  }

  private open(line: number, time?: number): void {
    const { address, source, view } = this
    this.moment = time ?? null
    if (view.state.line !== line) address.remember()
    view.open(line, source.lines.lines[line]!.channel)
    this.arrived()
  }

  /** Asks for the series of the line that is open. */
  private follow(): void {
    const { line } = this.view.state
    const series = line === null ? undefined : this.source.lines.lines[line]?.series
    this.before = this.store.run
    this.opening = series !== undefined && this.source.show(series)
    const absent = series !== undefined && !this.source.has(series)
    this.absent.hidden = !absent
    this.main.hidden = absent
    this.arrange()
  }

  private measure(): void {
    const { element } = this
    this.wide = element.clientWidth >= roomForBoth
    element.style.setProperty('--above', `${Math.round(element.getBoundingClientRect().top + scrollY)}px`)
    this.arrange()
  }

  private arrange(): void {
    const { several } = this.source.lines
    const open = several && !this.all
    const key = [several, open, this.wide].join()
    if (key === this.arranged) return
    this.arranged = key
    this.many.rearrange(() => this.rearrange(several, open))
  }

  private rearrange(several: boolean, open: boolean): void {
    const { all, element, wide } = this
    this.many.element.hidden = !several
    this.opened.element.hidden = !several
    this.place.hidden = all
    element.classList.toggle('all', all)
    element.classList.toggle('beside', open && wide)
    this.many.collapse(open && !wide)
  }
}
