import type { SeriesEvent } from '../series/event.ts'
import { timeOrNone } from '../series/valid-time.ts'
import type { Fields, Saveable } from '../state/fields.ts'

/** An alert that has not ended. */
export interface OpenAlert {
  /** Number of the row at which it began. */
  readonly row: number
  readonly time: number
  readonly reason: string
}

/** The alerts of a target that have not ended: several can be open at once, about different limits. */
export class OpenAlerts implements Saveable {
  private open: OpenAlert[] = []

  state(fields: Fields): void {
    this.open = fields.list('open', this.open, visitAlert)
  }

  /** The one that began last; undefined if all have ended. */
  get newest(): OpenAlert | undefined {
    return this.open.at(-1)
  }

  begin({ time, reason }: SeriesEvent, row: number): void {
    this.open.push({ row, time, reason })
  }

  /** Ends the one that began at the time that the event names; of several, the one whose sentence begins alike. */
  end({ since, reason }: SeriesEvent): void {
    const began = this.open.filter(({ time }) => time === since)
    let ended: OpenAlert | undefined
    let alike = -1
    for (const alert of began) {
      const length = alikeIn(alert.reason, reason)
      if (length > alike) ended = alert
      alike = Math.max(alike, length)
    }
    this.open = this.open.filter((alert) => alert !== ended)
  }
}

/** Characters at the beginning of both texts. */
function alikeIn(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}

const visitAlert = (fields: Fields, alert: OpenAlert = { row: 0, time: Number.NaN, reason: '' }): OpenAlert => ({
  row: fields.counter('row', alert.row),
  time: fields.number('time', alert.time, timeOrNone),
  reason: fields.text('reason', alert.reason),
})
