import type { SeriesEvent } from '../series/event.ts'
import type { Fields, Saveable, Visit } from '../state/fields.ts'
import type { NumberedEvent } from './overview-wire.ts'

/** Events that are kept of all series together. */
export const mostEvents = 2000

/** The last events of all series. */
export class EventList implements Saveable {
  /** Number of the oldest event kept. */
  first = 0
  private kept: NumberedEvent[] = []

  /** Number of the next event. */
  get end(): number {
    return this.first + this.kept.length
  }

  state(fields: Fields): void {
    this.first = fields.counter('first', this.first)
    const first = this.first
    let number = first
    this.kept = fields.list('kept', this.kept, (inner, event) => ({ ...visitEvent(inner, event), number: number++ }))
  }

  /** @param index of its line */
  add({ key: _, ...event }: SeriesEvent, index: number): void {
    this.kept.push({ ...event, number: this.end, index })
    if (this.kept.length <= mostEvents) return
    this.kept.shift()
    this.first++
  }

  /** The events from number `from` on that are still kept. */
  from(from: number): readonly NumberedEvent[] {
    return this.kept.slice(Math.max(0, from - this.first))
  }
}

const kinds: readonly SeriesEvent['kind'][] = ['anomaly', 'drift', 'alert', 'stale', 'recovered']

const none: NumberedEvent = { number: 0, index: 0, kind: 'drift', time: 0, reason: '' }

const visitEvent: Visit<NumberedEvent> = (
  fields,
  { number, index, kind, time, reason, channel, of, since, rarity, clock } = none,
) => {
  const event = {
    number,
    index: fields.counter('index', index),
    kind: kinds[fields.counter('kind', kinds.indexOf(kind), kinds.length - 1)]!,
    time: fields.number('time', time),
    reason: fields.text('reason', reason),
  }
  const ofChannel = fields.optional('channel', channel, (inner, value = 0) => inner.counter('index', value))
  const last = kinds.length - 1
  const ofKind = fields.optional(
    'of',
    of,
    (inner, value = 'drift') => kinds[inner.counter('kind', kinds.indexOf(value), last)] as NonNullable<typeof of>,
  )
  const ofSince = fields.optional('since', since, (inner, value = 0) => inner.number('time', value))
  const ofRarity = fields.optional('rarity', rarity, (inner, value = 0) => inner.number('share', value))
  const ofClock = fields.boolean('clock', clock ?? false)
  return {
    ...event,
    ...(ofChannel === undefined ? {} : { channel: ofChannel }),
    ...(ofKind === undefined ? {} : { of: ofKind }),
    ...(ofSince === undefined ? {} : { since: ofSince }),
    ...(ofRarity === undefined ? {} : { rarity: ofRarity }),
    ...(ofClock ? { clock: true as const } : {}),
  }
}
