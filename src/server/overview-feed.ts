import { LineTurns } from '../recording/line-turns.ts'
import type { OverviewData } from '../recording/overview.ts'
import type { RunStatus } from '../recording/overview-wire.ts'
import { bytes, eventText, type Feed } from './event-stream.ts'

/** Position of a client: the piece, event, status and series that it was sent last, each by its number. */
interface Cursor {
  /** −1 before the overview was sent. */
  piece: number
  event: number
  status: number
  keys: number
}

/**
 * The events of the overview, as in overview-wire.ts. A client that missed pieces is sent the lines of all of them as
 * they are now. Clients at the same piece share one encoding.
 */
export class OverviewFeed implements Feed<Cursor> {
  private readonly data: OverviewData
  private readonly live: () => Partial<RunStatus>
  private readonly turns: LineTurns
  private version = 0
  private encoded: { key: string; text: Uint8Array } | null = null
  private whole: { version: number; text: Uint8Array } | null = null
  private statusText: { version: number; text: string } | null = null

  /** @param live what the status has besides that of the recorders */
  constructor(data: OverviewData, live: () => Partial<RunStatus> = () => ({})) {
    this.data = data
    this.live = live
    this.turns = new LineTurns(data)
  }

  /** Something has changed. */
  changed(): void {
    this.version++
  }

  /**
   * Makes a piece of what has changed.
   *
   * @param most lines in it
   * @returns whether lines are left for the next one
   */
  turn(most?: number): boolean {
    return this.turns.turn(most)
  }

  cursorAfter(after: string): Cursor {
    const [id, ...numbers] = after.split('.')
    const { data, turns } = this
    const [piece = -1, event = -1, keys = -1] = numbers.map(Number)
    const last = data.events().at(-1)?.number ?? -1
    const sent = within(piece, 0, turns.piece) && within(event, -1, last) && within(keys, 0, data.series)
    if (id !== data.run.id || !sent) return { piece: -1, event: 0, status: -1, keys: 0 }
    return { piece, event, status: -1, keys }
  }

  next(cursor: Cursor): readonly Uint8Array[] | undefined {
    if (cursor.piece < 0) return [this.first(cursor)]
    const lines = this.linesAfter(cursor)
    const rest = this.eventsAfter(cursor) + this.statusAfter(cursor)
    if (lines) return rest ? [lines, bytes(rest)] : [lines]
    return rest ? [bytes(rest)] : undefined
  }

  /** All of it, as JSON. */
  get json(): string {
    return JSON.stringify({ ...this.data.whole(), status: this.status })
  }

  private first(cursor: Cursor): Uint8Array {
    const { data, version } = this
    cursor.piece = this.turns.piece
    cursor.event = data.events().at(-1)?.number ?? -1
    cursor.status = version
    cursor.keys = data.series
    if (this.whole?.version !== version)
      this.whole = { version, text: bytes(this.event('overview', this.json, cursor)) }
    return this.whole.text
  }

  private linesAfter(cursor: Cursor): Uint8Array | undefined {
    const { data, turns } = this
    const { piece } = turns
    if (cursor.piece >= piece) return undefined
    const key = `${cursor.piece}-${piece}-${cursor.keys}-${cursor.event}`
    const from = cursor.piece
    const { keys } = cursor
    cursor.piece = piece
    cursor.keys = data.series
    if (this.encoded?.key !== key) {
      this.encoded = {
        key,
        text: bytes(this.event('lines', JSON.stringify(data.lines(turns.after(from), keys)), cursor)),
      }
    }
    return this.encoded.text
  }

  private eventsAfter(cursor: Cursor): string {
    const news = this.data.events(cursor.event + 1)
    if (news.length === 0) return ''
    cursor.event = news.at(-1)!.number
    return this.event('events', JSON.stringify(news), cursor)
  }

  private statusAfter(cursor: Cursor): string {
    const { version } = this
    if (cursor.status === version) return ''
    cursor.status = version
    if (this.statusText?.version !== version) this.statusText = { version, text: JSON.stringify(this.status) }
    return this.event('status', this.statusText.text, cursor)
  }

  private get status(): RunStatus {
    return { ...this.data.status, ...this.live() }
  }

  private event(name: string, data: string, { piece, event, keys }: Cursor): string {
    return eventText(name, data, `${this.data.run.id}.${piece}.${event}.${keys}`)
  }
}

const within = (number: number, least: number, most: number) =>
  Number.isSafeInteger(number) && number >= least && number <= most
