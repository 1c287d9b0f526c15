import type { Written } from '../checkpoint/checkpoints.ts'
import { ArrivalWatch, arrivedOf, flowAt } from '../recording/arrivals.ts'
import type { Onlooker, SinkDelivery } from '../run/onlooker.ts'
import { eventKinds, type SeriesEvent } from '../series/event.ts'
import { keyText } from '../series/key-text.ts'
import { Ledger, type RowCounts } from '../series/ledger.ts'
import type { ScoreData, Scored } from '../series/scored.ts'
import { type RejectKind, rejectKind } from './reject-kind.ts'

/** Series whose scores are watched, at most. */
export const mostSeries = 100

/** The running scores of a series; its name is empty if there is only one. */
interface WatchedSeries {
  readonly name: string
  readonly scores: ScoreData
}

/** The last checkpoint, and how many there were. */
interface WatchedCheckpoint {
  /** Of the clock; undefined if none was written. */
  readonly at: number | undefined
  /** The last that was written. */
  readonly last: Written | undefined
  /** Why the last one failed. */
  readonly problem: string | undefined
  readonly written: number
  readonly failed: number
}

/** The connection of a live source. */
interface WatchedLink {
  /** Undefined before the first try has succeeded or failed. */
  readonly connected: boolean | undefined
  /** Why it was lost, and when, of the clock; both undefined while it works. */
  readonly why?: string | undefined
  readonly lostAt?: number | undefined
  /** How often it was lost. */
  readonly losses: number
}

/** Milliseconds that a connection may be lost before the run counts as not ready. */
const mostLostMs = 10_000

/** Watches a run for those who operate it. It only reads: the numbers of the run do not depend on it. */
export class RunWatch implements Onlooker {
  readonly targets: readonly string[]
  /** Rows rejected by this process, by kind. */
  readonly rejects = new Map<RejectKind, number>()
  /** The first series, by key. */
  readonly series = new Map<string, WatchedSeries>()
  /** Events of the series, by kind. */
  readonly events = new Map(eventKinds.map((kind) => [kind, 0]))
  checkpoint: WatchedCheckpoint = { at: undefined, last: undefined, problem: undefined, written: 0, failed: 0 }
  link: WatchedLink = { connected: undefined, losses: 0 }
  /** Called with the milliseconds that each row takes. */
  onStep: (ms: number) => void = () => {}
  /** How the deliveries to services go now. */
  deliveries: () => readonly SinkDelivery[] = () => []
  private account = new Ledger()
  private readonly arrivals = new ArrivalWatch()
  private readonly clock: () => number
  private readonly keys = new Set<string>()
  /** Time of the last observation. */
  private lastTime: number | undefined
  protected failure: string | undefined
  private over = false

  /** @param clock milliseconds since 1970 */
  constructor(targets: readonly string[], clock: () => number = Date.now) {
    this.targets = targets
    this.clock = clock
  }

  begin(ledger: Ledger, deliveries: () => readonly SinkDelivery[] = () => []): void {
    this.deliveries = deliveries
    this.account = ledger
    this.listenTo(ledger)
  }

  protected listenTo(ledger: Ledger): void {
    if (ledger.rows > 0) this.arrivals.goesOn(this.clock())
    ledger.listen((reject) => {
      const kind = rejectKind(reject)
      this.rejects.set(kind, (this.rejects.get(kind) ?? 0) + 1)
      this.arrivals.rejected(this.clock(), reject)
    })
  }

  /** Series that are watched no more. */
  protected forget(keys: Iterable<string>): void {
    for (const key of keys) {
      this.keys.delete(key)
      this.series.delete(key)
    }
  }

  write(batch: readonly Scored[]): void {
    for (const { events = [], observation, scores } of batch) {
      for (const event of events) this.happened(event)
      const { key = [] } = observation
      const text = keyText(key)
      this.keys.add(text)
      if (this.series.get(text)?.scores === scores) continue
      if (this.series.has(text) || this.series.size < mostSeries)
        this.series.set(text, { name: key.join(', '), scores })
    }
    const last = batch.at(-1)
    if (!last) return
    this.lastTime = last.observation.time
    this.arrivals.used(this.clock(), arrivedOf(last))
  }

  happened({ kind }: SeriesEvent): void {
    this.events.set(kind, this.events.get(kind)! + 1)
  }

  linked(why: string | undefined): void {
    const { connected, losses, lostAt } = this.link
    if (why === undefined) this.link = { connected: true, losses }
    else if (connected !== false) this.link = { connected: false, why, lostAt: this.clock(), losses: losses + 1 }
    else this.link = { connected, why, lostAt, losses }
  }

  step(ms: number): void {
    this.onStep(ms)
  }

  note(): void {}

  progress(): void {}

  end(): void {
    this.over = true
  }

  fail({ message }: Error): void {
    this.failure = message
  }

  checkpointed(taken: Written | Error): void {
    const { checkpoint } = this
    this.checkpoint =
      taken instanceof Error
        ? { ...checkpoint, problem: taken.message, failed: checkpoint.failed + 1 }
        : { ...checkpoint, at: this.clock(), last: taken, problem: undefined, written: checkpoint.written + 1 }
  }

  /** The account of rows. */
  get rows(): RowCounts {
    return this.account
  }

  get seriesCount(): number {
    return this.keys.size
  }

  get rejectedInARow(): number {
    return this.arrivals.facts?.rejectedInRow ?? 0
  }

  /** Seconds since the last row, used or not; undefined before it. */
  get rowAge(): number | undefined {
    return this.since(this.arrivals.facts?.lastRow)
  }

  /** Seconds since the last row that was used; undefined before it. */
  get usedRowAge(): number | undefined {
    return this.since(this.arrivals.facts?.lastUsed)
  }

  /** Seconds from the time of the last observation to now; undefined before it. */
  get lag(): number | undefined {
    return this.since(this.lastTime)
  }

  /** Seconds since the last checkpoint was written; undefined before it. */
  get checkpointAge(): number | undefined {
    return this.since(this.checkpoint.at)
  }

  /** Why the forecasts cannot be relied on now; undefined if they can. */
  get unready(): string | undefined {
    const { arrivals, checkpoint, failure, over } = this
    if (failure !== undefined) return `the run failed: ${failure}`
    if (checkpoint.problem !== undefined) return `the last checkpoint failed: ${checkpoint.problem}`
    if (over) return undefined
    const { lostAt, why } = this.link
    if (lostAt !== undefined && this.clock() - lostAt >= mostLostMs)
      return `the source is not connected since ${Math.round(this.since(lostAt)!)} s: ${why}`
    const { facts } = arrivals
    const flow = flowAt(facts, this.clock())
    if (flow === 'waiting') return 'no row was forecast yet'
    if (flow === 'stopped') return `no row came for ${Math.round(this.rowAge!)} s`
    return flow === 'rejected' ? `${facts!.rejectedInRow} rows in a row were rejected: ${facts!.reason}` : undefined
  }

  private since(at: number | null | undefined): number | undefined {
    return at === null || at === undefined ? undefined : (this.clock() - at) / 1000
  }
}
