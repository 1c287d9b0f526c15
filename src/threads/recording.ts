import { detached } from '../scores/detached-scores.ts'
import type { Forecast } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Reject } from '../series/reject.ts'
import { Scored } from '../series/scored.ts'
import type { Receiver } from '../shards/partition.ts'
import { writeError } from './errors.ts'
import { writeForecast } from './forecasts.ts'
import { writeKey, writeObservation, writePlace, writeRaw } from './observations.ts'
import { type Pack, PackWriter } from './pack.ts'
import { writeScores } from './scores.ts'

/** What can happen at a row, by number. */
export const kinds = {
  forecast: 0,
  accept: 1,
  reject: 2,
  moveToRejected: 3,
  skip: 4,
  moveToSkipped: 5,
  fill: 6,
  restart: 7,
  step: 8,
  error: 9,
  /** After the entries of the last row. */
  end: 10,
} as const

/** What a batch of rows has brought about in a thread. */
export interface Recorded {
  /** What happened, row by row; read by `replay`. */
  readonly entries: Pack
  /** The scores of the series of the batch. */
  readonly scores: Pack
}

/** Writes down what rows bring about, for the thread that passes it on. */
export class Recording implements Receiver<Forecast> {
  readonly ledger = new RecordedLedger(this)
  readonly step?: (ms: number) => void
  private readonly pack = new PackWriter()
  private readonly scores = new PackWriter()
  /** The last forecasts of the series of this batch. */
  private readonly scored = new Map<string, Scored>()
  private row = 0
  private current: Observation | undefined
  private watched = false

  /** @param timed whether to write down what each row takes */
  constructor(timed: boolean) {
    if (timed)
      this.step = (ms) => {
        this.begin('step').number(ms)
      }
  }

  /**
   * What follows is brought about by this row of the batch.
   *
   * @param watched whether the inside of the forecaster is wanted
   */
  at(row: number, watched: boolean, current?: Observation): void {
    this.row = row
    this.watched = watched
    this.current = current
  }

  /** Begins an entry. */
  begin(kind: keyof typeof kinds): PackWriter {
    this.pack.number(this.row)
    this.pack.number(kinds[kind])
    return this.pack
  }

  forecast(forecast: Forecast): void {
    const { current } = this
    const { observation } = forecast
    const pack = this.begin('forecast')
    const same = current?.row !== undefined && observation.row === current.row && observation.values === current.values
    pack.optional(same ? undefined : observation, (other) => writeObservation(pack, other))
    if (same) {
      pack.optional(observation.cadence, (cadence) => pack.name(cadence))
      pack.number(observation.restart ? 1 : 0)
    }
    writeForecast(pack, forecast, this.watched)
    if (forecast instanceof Scored) this.scored.set(keyText(observation.key), forecast)
  }

  reject(kind: 'reject' | 'moveToRejected', { place, key, column, reason, raw }: Reject): PackWriter {
    const { current } = this
    const pack = this.begin(kind)
    pack.optional(key, (series) => writeKey(pack, series))
    pack.optional(column, (name) => pack.name(name))
    pack.text(reason)
    const same = place !== undefined && place === current?.row?.place
    pack.number(same ? 1 : 0)
    if (same) return pack
    pack.optional(place, (other) => writePlace(pack, other))
    writeRaw(pack, raw)
    return pack
  }

  /** What was written down, after the last row of the batch, and why it ended early if it did. */
  take(failure?: { readonly error: unknown }): Recorded {
    if (failure) writeError(this.begin('error'), failure.error)
    this.begin('end')
    this.scores.list([...this.scored], ([text, { scores }]) => {
      this.scores.name(text)
      writeScores(this.scores, detached(scores))
    })
    this.scored.clear()
    return { entries: this.pack.take(), scores: this.scores.take() }
  }
}

/** Counts rows by writing it down. */
class RecordedLedger extends Ledger {
  private readonly to: Recording

  constructor(to: Recording) {
    super()
    this.to = to
  }

  override accept(missing: boolean, future = false): void {
    const entry = this.to.begin('accept')
    entry.number(missing ? 1 : 0)
    entry.number(future ? 1 : 0)
  }

  override reject(reject: Reject): void {
    this.to.reject('reject', reject)
  }

  override moveToRejected(reject: Reject, missing: boolean): void {
    this.to.reject('moveToRejected', reject).number(missing ? 1 : 0)
  }

  override skip(): void {
    this.to.begin('skip')
  }

  override moveToSkipped(missing: boolean): void {
    this.to.begin('moveToSkipped').number(missing ? 1 : 0)
  }

  override fill(): void {
    this.to.begin('fill')
  }

  override restart(): void {
    this.to.begin('restart')
  }
}
