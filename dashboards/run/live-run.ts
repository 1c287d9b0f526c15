import type { Lines, NumberedEvent, Overview, RunStatus, Spark } from '../../src/recording/overview-wire.ts'
import type { Frame, Mark, Run, Status } from '../../src/recording/wire.ts'
import { LineStore } from './line-store.ts'
import type { RunStore } from './run-store.ts'
import type { FetchSparks } from './spark-store.ts'
import { type Link, Stream } from './stream.ts'

/** A run of one or many series, as the page sees it: all lines, their sparks, and one series in full. */
export interface Source {
  readonly lines: LineStore
  readonly sparks: FetchSparks
  /** Shows a series in the page's store, by its number; false if it is shown already. */
  show(series: number): boolean
  /** Whether a series can be shown. */
  has(series: number): boolean
  /** The connection; null if there is none. */
  readonly link: Link | null
  /** The time of the server's clock; NaN if there is none. */
  readonly serverNow: number
}

/** A live run: a stream with all lines, if there are several, and one of the series that is open. */
export class LiveRun implements Source {
  readonly lines = new LineStore()
  private readonly all: Stream
  private readonly one: Stream
  private series = -1

  constructor(store: RunStore, changed: () => void) {
    const { lines } = this
    this.one = new Stream(
      {
        run: (run: Run) => store.begin(run),
        frame: (frame: Frame) => store.append(frame),
        marks: (marks: Mark[]) => store.note(marks),
        status: (status: Status) => store.tell(status),
      },
      changed,
    )
    this.all = new Stream(
      {
        overview: (overview: Overview) => {
          lines.begin(overview)
          this.settle()
        },
        lines: (some: Lines) => {
          lines.change(some)
          this.settle()
        },
        events: (events: NumberedEvent[]) => lines.note(events),
        status: (status: RunStatus) => lines.tell(status),
      },
      changed,
    )
    this.all.open('overview')
    // Browsers open six streams to a server at most: hidden pages need none with all lines.
    document.addEventListener('visibilitychange', () => {
      if (!lines.several) return
      if (document.hidden) this.all.close()
      else this.all.open('overview')
    })
  }

  get link(): Link {
    return (this.series < 0 ? this.all : this.one).link
  }

  get serverNow(): number {
    return (this.series < 0 ? this.all : this.one).serverNow
  }

  readonly sparks: FetchSparks = async (of) =>
    (await (await fetch(`sparks.json?of=${of.join()}`, { cache: 'no-store' })).json()) as Spark[]

  has(): boolean {
    return true
  }

  show(series: number): boolean {
    if (series === this.series) return false
    this.series = series
    this.one.open(`events?${new URLSearchParams({ series: String(series) })}`)
    return true
  }

  /** A run of one line needs no other stream than its own. */
  private settle(): void {
    const { run, several } = this.lines
    if (!run || several) return
    this.show(0)
    if (run.by.length === 0 && run.channels.length === 1) this.all.close()
  }
}
