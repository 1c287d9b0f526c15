import {
  type Lines,
  type NumberedEvent,
  type Overview,
  type OverviewRun,
  type RunStatus,
  type SeriesLine,
  unpackedLines,
} from '../../src/recording/overview-wire.ts'
import { type Zone, zoneOf } from '../../src/time/zone.ts'

/** Events that are kept. */
const maxEvents = 5000

/** What is known about all series of a run: a line for each target of each of them, and their last events. */
export class LineStore {
  run: OverviewRun | null = null
  zone: Zone | undefined
  status: RunStatus | null = null
  readonly lines: SeriesLine[] = []
  /** The newest last. */
  events: readonly NumberedEvent[] = []
  /** Grows with every change of a line or of the events. */
  version = 0
  /** Time of the newest row of all; −∞ before the first. */
  newest = Number.NEGATIVE_INFINITY
  private keys: (readonly string[])[] = []

  begin({ run, lines, events, status }: Overview): void {
    this.run = run
    this.zone = run.zone === undefined ? undefined : zoneOf(run.zone)
    this.lines.length = 0
    this.keys = []
    this.newest = Number.NEGATIVE_INFINITY
    this.events = []
    this.change(lines)
    this.note(events)
    this.tell(status)
  }

  /** Forgets the run. */
  clear(): void {
    this.run = null
    this.status = null
    this.lines.length = 0
    this.events = []
    this.version++
  }

  change(lines: Lines): void {
    if (!this.run) return
    this.keys.splice(lines.firstKey, lines.keys.length, ...lines.keys)
    for (const line of unpackedLines(lines, this.keys, this.run.channels.length)) {
      this.lines[line.index] = { ...line, why: this.plain(line.why) }
      if (line.time !== null) this.newest = Math.max(this.newest, line.time)
    }
    this.version++
  }

  note(events: readonly NumberedEvent[]): void {
    if (events.length === 0) return
    const last = this.events.at(-1)?.number ?? -1
    const found = events.flatMap((event) =>
      event.number > last ? [{ ...event, reason: this.plain(event.reason) }] : [],
    )
    this.events = [...this.events, ...found].slice(-maxEvents)
    this.version++
  }

  tell(status: RunStatus): void {
    this.status = status
  }

  /** Whether there is more than one line, and so something to rank. */
  get several(): boolean {
    return this.lines.length > 1
  }

  /** The parts of the name of a line: its key, and its target if there are several. */
  partsOf({ key, channel }: SeriesLine): readonly string[] {
    const { channels } = this.run!
    return channels.length > 1 ? [...key, channels[channel]!] : key
  }

  /** A reason, without the name of the target if there is only one. */
  private plain(reason: string): string {
    const channels = this.run?.channels ?? []
    const before = `${channels[0]}: `
    return channels.length === 1 && reason.startsWith(before) ? reason.slice(before.length) : reason
  }

  /** Index of the line with this key and target; −1 if there is none. */
  find(key: readonly string[], target: string): number {
    const channel = Math.max(0, this.run?.channels.indexOf(target) ?? 0)
    const series = key.length === 0 ? 0 : this.keys.findIndex((own) => own.join('\0') === key.join('\0'))
    const index = series * (this.run?.channels.length ?? 0) + channel
    return series >= 0 && this.lines[index] ? index : -1
  }
}
