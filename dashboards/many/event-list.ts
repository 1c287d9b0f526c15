import type { NumberedEvent } from '../../src/recording/overview-wire.ts'
import type { LineStore } from '../run/line-store.ts'
import { EventRow } from './event-row.ts'
import { rowPx } from './line-row.ts'
import type { Names } from './names.ts'
import { finds } from './order.ts'
import { VirtualList } from './virtual-list.ts'

interface EventListParts {
  readonly names: Names
  /** Letters that have room in a name. */
  readonly room: () => number
  /** The time of an event as text. */
  readonly when: (line: number, time: number) => string
  /** Goes to the moment of an event. */
  readonly open: (line: number, time: number) => void
}

/** The events of all series, the newest first. */
export class EventList {
  readonly list: VirtualList
  /** Numbers of the events listed. */
  order: readonly number[] = []
  private readonly store: LineStore
  private readonly parts: EventListParts
  private byNumber = new Map<number, NumberedEvent>()

  constructor(store: LineStore, parts: EventListParts) {
    this.store = store
    this.parts = parts
    this.list = new VirtualList({
      name: 'event',
      label: 'events',
      rowPx,
      make: () => new EventRow((number) => this.shown(number)),
      pick: (number) => {
        const { index, time } = this.byNumber.get(number)!
        parts.open(index, time)
      },
      seen: () => {},
    })
  }

  /** Lists the events of the series whose names contain the words of a search. */
  update(search: string): void {
    const matches = finds(search)
    const { lower } = this.parts.names
    const found = this.store.events.filter(({ index }) => matches(lower[index] ?? '')).reverse()
    this.byNumber = new Map(found.map((event) => [event.number, event]))
    const numbers = [...this.byNumber.keys()]
    if (numbers.join() !== this.order.join()) this.order = numbers
    this.list.show(this.order, -1)
  }

  private shown(number: number) {
    const event = this.byNumber.get(number)!
    const { names, room, when } = this.parts
    return {
      event,
      name: names.fit(room()).names[event.index] ?? '',
      whole: names.whole[event.index] ?? '',
      when: when(event.index, event.time),
    }
  }
}
