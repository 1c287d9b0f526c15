import type { DetachedScores } from '../scores/detached-scores.ts'
import type { Forecast } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import type { Observation } from '../series/observation.ts'
import type { Reject } from '../series/reject.ts'
import type { Receiver } from '../shards/partition.ts'
import { readError } from './errors.ts'
import { readForecast } from './forecasts.ts'
import { readKey, readObservation, readPlace, readRawLater } from './observations.ts'
import { PackReader } from './pack.ts'
import { kinds, type Recorded } from './recording.ts'
import { readScores } from './scores.ts'

/** Passes on what rows have brought about in a thread. */
export class Replay {
  private readonly pack = new PackReader()
  private readonly scores = new PackReader()
  /** The scores of the series of the batch, by the text of the key. */
  private scoresOf = new Map<string, DetachedScores>()
  /** The row of the next entry. */
  private row = 0

  /** Begins with the next batch of the thread. */
  open({ entries, scores }: Recorded): void {
    this.pack.open(entries)
    this.scores.open(scores)
    this.scoresOf = new Map(this.scores.list(() => [this.scores.name(), readScores(this.scores)] as const))
    this.row = this.pack.number()
  }

  /**
   * Passes on what happened at a row. Rows are asked for in their order.
   *
   * @param row its number in the batch
   * @param current the row itself; undefined at the end of the input
   * @throws what was thrown in the thread
   */
  passOn(row: number, current: Observation | undefined, receiver: Receiver<Forecast>): void {
    for (;;) {
      if (this.row !== row) return
      const kind = this.pack.number()
      if (kind === kinds.end) {
        this.row = Number.NaN
        return
      }
      this.one(kind, current, receiver)
      this.row = this.pack.number()
    }
  }

  /** Throws what was thrown before the first row of a batch without rows. */
  end(receiver: Receiver<Forecast>): void {
    if (!Number.isNaN(this.row)) this.passOn(this.row, undefined, receiver)
  }

  private one(kind: number, current: Observation | undefined, receiver: Receiver<Forecast>): void {
    const { pack } = this
    const { ledger } = receiver
    const yes = () => pack.number() === 1
    if (kind === kinds.forecast) {
      const observation = this.readObservation(current)
      receiver.forecast(readForecast(pack, observation, this.scoresOf.get(keyText(observation.key))))
    } else if (kind === kinds.accept) ledger.accept(yes(), yes())
    else if (kind === kinds.reject) ledger.reject(this.readReject(current))
    else if (kind === kinds.moveToRejected) ledger.moveToRejected(this.readReject(current), yes())
    else if (kind === kinds.skip) ledger.skip()
    else if (kind === kinds.moveToSkipped) ledger.moveToSkipped(yes())
    else if (kind === kinds.fill) ledger.fill()
    else if (kind === kinds.restart) ledger.restart()
    else if (kind === kinds.step) receiver.step?.(pack.number())
    else throw readError(pack)
  }

  private readObservation(current: Observation | undefined): Observation {
    const { pack } = this
    const other = pack.optional(() => readObservation(pack))
    if (other) return other
    const cadence = pack.optional(() => pack.name())
    const restart = pack.number() === 1 || undefined
    return { ...current!, cadence, restart }
  }

  private readReject(current: Observation | undefined): Reject {
    const { pack } = this
    const key = pack.optional(() => readKey(pack))
    const column = pack.optional(() => pack.name())
    const reason = pack.text()
    if (pack.number() === 1) return { place: current!.row!.place, key, column, reason, raw: current!.row!.raw }
    const place = pack.optional(() => readPlace(pack))
    return { place, key, column, reason, raw: readRawLater(pack)() }
  }
}
