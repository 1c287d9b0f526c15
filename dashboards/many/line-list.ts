import type { Palette } from '../frame/palette.ts'
import type { LineStore } from '../run/line-store.ts'
import { type FetchSparks, SparkStore } from '../run/spark-store.ts'
import { dayMs } from '../words/format.ts'
import { moment } from '../words/moment.ts'
import { LineRow, rowPx } from './line-row.ts'
import type { Names } from './names.ts'
import { inPlace, type Listing, listed } from './order.ts'
import { mostOnPaper, VirtualList } from './virtual-list.ts'

/** After a touch or a turn of the wheel the order stays for this time. */
const stillMs = 3000

interface LineListParts {
  readonly names: Names
  readonly palette: () => Palette
  readonly sparks: FetchSparks
  /** Letters that have room in a name, and pixels in a spark. */
  readonly room: () => number
  readonly width: () => number
  readonly open: (line: number) => void
}

/** The lines of all series in their order, which stays while somebody reads it. */
export class LineList {
  readonly list: VirtualList
  order: readonly number[] = []
  /** Whether lines are not in the places that they would have in a new order. */
  isHeld = false
  private readonly store: LineStore
  private readonly parts: LineListParts
  private readonly sparks: SparkStore
  private touchedAt = Number.NEGATIVE_INFINITY
  private run: unknown = null

  constructor(store: LineStore, parts: LineListParts) {
    this.store = store
    this.parts = parts
    this.sparks = new SparkStore(parts.sparks, (of) => this.list.renew(new Set(of)))
    this.list = new VirtualList({
      name: 'line',
      label: 'series',
      rowPx,
      make: () => new LineRow((index) => this.shown(index)),
      pick: parts.open,
      seen: (seen) => this.sparks.want(this.linesOf(seen)),
    })
    const still = () => {
      this.touchedAt = performance.now()
    }
    this.list.element.addEventListener('pointerdown', still)
    this.list.element.addEventListener('wheel', still, { passive: true })
  }

  /** Orders the lines again; while somebody reads them, only new ones get a place. */
  arrange(listing: Listing, held = this.isRead): void {
    const { store } = this
    const { names } = this.parts
    if (store.run !== this.run) {
      this.run = store.run
      this.sparks.clear()
      this.order = []
    }
    const wanted = listed(store.lines, names.lower, listing)
    this.order = held && this.order.length > 0 ? inPlace(this.order, wanted) : wanted
    this.isHeld = this.order.some((index, place) => index !== wanted[place])
    if (!held) this.list.element.scrollTop = 0
  }

  /** Takes the sparks of the first lines that are in the page, and draws these for paper. */
  onPaper(paper: boolean): void {
    if (paper) this.sparks.take(this.linesOf(this.order.slice(0, mostOnPaper)))
    this.list.onPaper(paper)
  }

  /** A time of a line as text. */
  when(index: number, time: number | null): string {
    if (time === null) return '–'
    const times = this.sparks.get(index)?.times ?? []
    const step = times.length > 1 ? times.at(-1)! - times.at(-2)! : time % dayMs === 0 ? dayMs : 60_000
    return moment(time, this.store.zone, step)
  }

  /** Whether somebody is reading the list, so that its rows must not move. */
  private get isRead(): boolean {
    const { element } = this.list
    const recent = performance.now() - this.touchedAt < stillMs
    return recent || element.scrollTop > 0 || element.matches(':hover, :focus-visible')
  }

  /** Another run may have begun, with fewer lines, before the list is arranged again. */
  private linesOf(indices: readonly number[]) {
    return indices.flatMap((index) => this.store.lines[index] ?? [])
  }

  private shown(index: number) {
    const { names, palette, room, width } = this.parts
    const line = this.store.lines[index]!
    return {
      line,
      name: names.fit(room()).names[index] ?? '',
      whole: names.whole[index] ?? '',
      when: this.when(index, line.time),
      spark: this.sparks.get(index),
      newest: this.store.newest,
      palette: palette(),
      width: width(),
    }
  }
}
