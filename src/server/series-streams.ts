import type { KeyedRecorders } from '../recording/keyed-recorders.ts'
import type { RecordedSeries } from '../recording/recorded-series.ts'
import type { Status } from '../recording/wire.ts'
import { EventStreams } from './event-stream.ts'
import { SeriesFeed } from './series-feed.ts'

/** A series that is in view. */
interface Watched {
  readonly feed: SeriesFeed
  readonly streams: EventStreams<unknown>
  readonly look: () => void
}

/** The streams of the series that somebody looks at; the recorders keep these series first. */
export class SeriesStreams {
  private readonly recorders: KeyedRecorders
  private readonly live: () => Partial<Status>
  private readonly watched = new Map<RecordedSeries, Watched>()

  /** @param live what a status has besides that of the recorder */
  constructor(recorders: KeyedRecorders, live: () => Partial<Status>) {
    this.recorders = recorders
    this.live = live
  }

  /** Number of clients. */
  get open(): number {
    let open = 0
    for (const { streams } of this.watched.values()) open += streams.open
    return open
  }

  stream(series: RecordedSeries, after: string, gzip: boolean): ReadableStream<Uint8Array> {
    return (this.watched.get(series) ?? this.begin(series)).streams.stream(after, gzip)
  }

  /** @param status whether the state or the scores may have changed as well */
  wake(status: boolean): void {
    for (const { feed, streams } of this.watched.values()) {
      if (status) feed.changed()
      streams.wake()
    }
  }

  close(): void {
    for (const { streams } of this.watched.values()) streams.close()
  }

  private begin(series: RecordedSeries): Watched {
    const look = this.recorders.look(series)
    const feed = new SeriesFeed(series.record(), Date.now, this.live)
    const streams: EventStreams<unknown> = new EventStreams(feed, Date.now, () => {
      if (streams.open > 0) return
      look()
      this.watched.delete(series)
    })
    const watched = { feed, streams, look }
    this.watched.set(series, watched)
    return watched
  }
}
