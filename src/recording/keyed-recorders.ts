import type { SeriesEvent } from '../series/event.ts'
import { keyText } from '../series/key-text.ts'
import type { RowCounts } from '../series/ledger.ts'
import type { ScoredData } from '../series/scored.ts'
import { timeOrNone } from '../series/valid-time.ts'
import type { Fields } from '../state/fields.ts'
import type { KeyedPiece, Piece } from '../state/piece.ts'
import { EventList } from './event-list.ts'
import type { Budget } from './history.ts'
import { leastNeeded } from './least-needed.ts'
import { type Present, RecordedSeries } from './recorded-series.ts'
import { Recorder, type RecorderOptions } from './recorder.ts'
import { RunFacts, type RunSummary } from './run-facts.ts'
import { insideSharers, shareOf } from './shares.ts'
import type { KeyedMark } from './wire.ts'

/** Rows after which a series that needs attention asks for a recorder. */
const asksEvery = 8

/** Options of `KeyedRecorders`. */
export interface KeyedRecordersOptions extends Omit<RecorderOptions, 'insideBudget' | 'maxRows' | 'facts'> {
  /** Bytes of observations of a recorder, at most, and of inside state; four times as many are for all of them. */
  readonly budget: number
  /** Series that have a recorder, at most. Default: 1,024. */
  readonly most?: number
  /** Whether rows of some series are there and were not read yet: none is late then. Default: they are not. */
  readonly isBehind?: (() => boolean) | undefined
}

/**
 * What the page shows of a run: a glance at each series, and a recorder for as many as `most`, those that came first. A
 * series that is in view, or that needs attention, takes the recorder of one that is not and does not. Each recorder
 * has an equal share of the bytes.
 *
 * The state is which series there are, and the events; each series is saved besides, and can be restored once this was.
 */
export class KeyedRecorders implements Piece {
  readonly all: RecordedSeries[] = []
  readonly events = new EventList()
  readonly facts = new RunFacts()
  private readonly options: KeyedRecordersOptions
  private readonly most: number
  private readonly byKey = new Map<string, RecordedSeries>()
  /** The series with a recorder; undefined while it is not known which were restored with one. */
  private known: Set<RecordedSeries> | undefined
  /** How many look at a series. */
  private readonly looks = new Map<RecordedSeries, number>()
  /** The series of the last observation, which marks without a key belong to. */
  private last: RecordedSeries
  private time = Number.NaN
  private rows = 0

  constructor(options: KeyedRecordersOptions) {
    this.options = options
    this.most = options.most ?? 1024
    this.last = this.begin()
  }

  /** Changes whenever the state does. */
  get version(): number {
    return this.rows + this.events.end
  }

  state(fields: Fields): void {
    const { all, byKey } = this
    fields.part('events', this.events)
    this.time = fields.number('time', this.time, timeOrNone)
    this.rows = fields.counter('rows', this.rows)
    const known = [...byKey.values()].map(({ key }) => key)
    const keys = fields.list('keys', known, (inner, key = []) => inner.list('key', key, visitText))
    const last = fields.counter('last', this.last.number)
    if (keys === known) return
    this.known = undefined
    byKey.clear()
    all.length = 1
    for (const key of keys) this.seriesOf(key)
    this.last = all[last] ?? all[0]!
  }

  /** All that is to be saved; the series are there once the first piece was restored. */
  *pieces(): Generator<KeyedPiece> {
    yield ['all', this]
    for (const series of this.all) yield [String(series.number), series]
  }

  /** Where the run is. */
  get present(): Present {
    const { isBehind = () => false } = this.options
    return { time: this.time, rows: this.rows, series: this.all.length, behind: isBehind() }
  }

  write(batch: readonly ScoredData[]): void {
    for (const scored of batch) {
      const { key, time } = scored.observation
      const series = key ? this.seriesOf(key) : this.last
      this.last = series
      this.rows++
      if (!(time <= this.time)) this.time = time
      const events = series.write(scored, this.rows, this.hasInside(series))
      for (const event of events) this.events.add(event, this.lineOf(series, event))
      if (series.glance.rows % asksEvery === 0 && series.ask() > 0) this.record(series)
    }
    if (batch.length > 0) this.facts.begin()
  }

  /** Takes a mark of a series, which is that of the last observation if it does not say which. */
  note({ key, ...mark }: KeyedMark): void {
    const series = key && this.byKey.size > 0 ? this.byKey.get(keyText(key)) : this.last
    // Its time is that of another series, which may be at another time.
    series?.note(series === this.last ? mark : { ...mark, time: series.last })
  }

  /** Takes an event that is of no row. */
  happened(event: SeriesEvent): void {
    const series = event.key ? this.byKey.get(keyText(event.key)) : this.all[0]
    if (!series) return
    series.happened(event)
    this.events.add(event, this.lineOf(series, event))
  }

  progress(fraction: number | null, rows: RowCounts | null): void {
    this.facts.progress(fraction, rows)
  }

  end(summary: RunSummary): void {
    this.facts.end(summary)
  }

  fail(error: Error): void {
    this.facts.fail(error)
  }

  /**
   * Somebody looks at a series: it is recorded, with its inside state.
   *
   * @returns ends the look
   */
  look(series: RecordedSeries): () => void {
    const { looks } = this
    const before = looks.get(series) ?? 0
    looks.set(series, before + 1)
    this.record(series)
    if (before === 0 && series.number >= insideSharers)
      series.recorder?.history.keepInside(this.budgetOf(series).inside)
    return () => {
      const left = looks.get(series)! - 1
      looks.set(series, left)
      if (left > 0) return
      looks.delete(series)
      series.recorder?.history.limit(this.budgetOf(series))
    }
  }

  /**
   * Whether the inside state of a series is recorded, or will be if it is a new one: where the forecaster is elsewhere,
   * it need not be sent for others.
   */
  wantsInside(key: readonly string[]): boolean {
    const series = this.byKey.get(keyText(key))
    return series ? this.hasInside(series) : this.byKey.size < insideSharers
  }

  private hasInside(series: RecordedSeries): boolean {
    return series.number < insideSharers || this.looks.has(series)
  }

  private lineOf({ number }: RecordedSeries, { channel = 0 }: SeriesEvent): number {
    return number * this.options.series.length + channel
  }

  private seriesOf(key: readonly string[]): RecordedSeries {
    const known = this.byKey.get(keyText(key))
    if (known) return known
    // The first series is there before its first row.
    const series = this.byKey.size === 0 ? this.all[0]! : this.begin()
    this.name(series, key)
    return series
  }

  private name(series: RecordedSeries, key: readonly string[]): void {
    series.key = key
    if (series.recorder) series.recorder.title = this.titleOf(key)
    this.byKey.set(keyText(key), series)
  }

  private begin(): RecordedSeries {
    const { all, most } = this
    const { length: number } = all
    const series = new RecordedSeries(number, this.options.series, () => this.recorderOf(series))
    all.push(series)
    if (number >= most) return series
    if (shareOf(1, number + 1) < shareOf(1, number))
      for (const one of all) one.recorder?.history.limit(this.budgetOf(one))
    series.record()
    this.known = undefined
    return series
  }

  /** Gives a recorder to a series, if need be that of one that needs less attention and is not in view. */
  private record(series: RecordedSeries): void {
    if (series.recorder) return
    const { looks, recorded } = this
    if (recorded.size >= this.most) {
      const needed = looks.has(series) ? Number.POSITIVE_INFINITY : series.asked
      const least = leastNeeded(
        [...recorded].filter((one) => !looks.has(one)),
        needed,
      )
      if (!least) return
      least.drop()
      recorded.delete(least)
    }
    series.record()
    recorded.add(series)
  }

  /** The series with a recorder. */
  private get recorded(): Set<RecordedSeries> {
    this.known ??= new Set(this.all.filter(({ recorder }) => recorder))
    return this.known
  }

  private recorderOf(series: RecordedSeries): Recorder {
    const { number, key } = series
    const { id, series: channels, zone, limits, holidays } = this.options
    const { rows: budget, inside: insideBudget } = this.budgetOf(series)
    const own = { id: number === 0 ? id : `${id}-${number}`, title: this.titleOf(key), budget, insideBudget }
    return new Recorder({ ...own, series: channels, zone, limits, holidays, facts: this.facts })
  }

  private titleOf(key: readonly string[]): string {
    const { title } = this.options
    return key.length > 0 ? `${title} · ${nameOf(key)}` : title
  }

  private budgetOf(series: RecordedSeries): Budget {
    const { budget } = this.options
    const sharers = Math.min(this.all.length, this.most)
    const inside = this.hasInside(series) ? shareOf(budget, Math.min(sharers, insideSharers)) : 0
    return { rows: shareOf(budget, sharers), inside }
  }
}

/** The texts of a key, joined. */
export const nameOf = (key: readonly string[]): string => key.join(' · ')

const visitText = (fields: Fields, text = '') => fields.text('text', text)
