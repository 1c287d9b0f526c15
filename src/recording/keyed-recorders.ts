import { keyText } from '../series/key-text.ts'
import type { RowCounts } from '../series/ledger.ts'
import type { ScoredData } from '../series/scored.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { Recorder, type RunSummary } from './recorder.ts'
import type { Mark } from './wire.ts'

/** Series that are recorded, at most: each has a budget of its own. */
const mostRecorded = 20

/** Options of `KeyedRecorders`. */
export interface KeyedRecordersOptions {
  readonly id: string
  readonly title: string
  /** Names of the channels. */
  readonly series: readonly string[]
  /** Zone of the times, such as `+09:00`; UTC if left out. */
  readonly zone?: string | undefined
  /** Bytes of each recorder. */
  readonly budget: number
}

/** One of the series that are recorded. */
export interface RecordedSeries {
  /** Its key, or the title of a run with only one series. */
  readonly name: string
  readonly recorder: Recorder
}

/**
 * A recorder for each of the first series of a run. The first is there before the first row. The state is which series
 * there are; each recorder is saved besides, and can be restored once this was.
 */
export class KeyedRecorders implements Saveable {
  readonly all: RecordedSeries[]
  private readonly options: KeyedRecordersOptions
  private readonly byKey = new Map<string, RecordedSeries | undefined>()
  /** The series of the last observation, which the marks that follow belong to. */
  private present: RecordedSeries | undefined

  constructor(options: KeyedRecordersOptions) {
    this.options = options
    this.present = { name: options.title, recorder: this.recorder(0) }
    this.all = [this.present]
  }

  state(fields: Fields): void {
    const known = [...this.byKey.keys()]
    const keys = fields.list('keys', known, visitText)
    const names = fields.list('names', this.byKey.size > 0 ? this.all.map(({ name }) => name) : [], visitText)
    const present = fields.counter('present', this.present ? this.all.indexOf(this.present) + 1 : 0)
    if (keys === known) return
    this.byKey.clear()
    for (const [i, key] of keys.entries()) this.byKey.set(key, i < names.length ? this.begin(names[i]!) : undefined)
    this.present = this.all[present - 1]
  }

  /** The number of series that came after the recorded ones. */
  get more(): number {
    return Math.max(0, this.byKey.size - this.all.length)
  }

  write(batch: readonly ScoredData[]): void {
    for (const scored of batch) {
      const { key } = scored.observation
      if (key) this.present = this.seriesOf(key)
      this.present?.recorder.write([scored])
    }
  }

  note(mark: Mark): void {
    this.present?.recorder.note(mark)
  }

  progress(fraction: number | null, rows: RowCounts | null): void {
    for (const { recorder } of this.all) recorder.progress(fraction, rows)
  }

  end(summary: RunSummary): void {
    const { all, more } = this
    const left = `shown here are the first ${all.length} of ${(all.length + more).toLocaleString('en-US')} series`
    const notes = [...(summary.notes ?? []), ...(more > 0 ? [left] : [])]
    for (const { recorder } of all) recorder.end({ ...summary, notes })
  }

  fail(error: Error): void {
    for (const { recorder } of this.all) recorder.fail(error)
  }

  private seriesOf(key: readonly string[]): RecordedSeries | undefined {
    const text = keyText(key)
    if (!this.byKey.has(text))
      this.byKey.set(text, this.byKey.size < mostRecorded ? this.begin(key.join(' · ')) : undefined)
    return this.byKey.get(text)
  }

  private begin(name: string): RecordedSeries {
    const at = this.byKey.size
    const recorder = this.all[at]?.recorder ?? this.recorder(at)
    recorder.title = `${this.options.title} · ${name}`
    const one = { name, recorder }
    this.all[at] = one
    return one
  }

  private recorder(at: number): Recorder {
    const { id } = this.options
    return new Recorder({ ...this.options, id: at === 0 ? id : `${id}-${at}` })
  }
}

const visitText = (fields: Fields, text = '') => fields.text('text', text)
