import { type Series, type SeriesOptions, SeriesSet } from '../operators/series-set.ts'
import type { Open } from '../operators/stateful.ts'
import { detached } from '../scores/detached-scores.ts'
import type { Forecast, ForecastData } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import type { Observation } from '../series/observation.ts'
import { visitForecast } from '../series/visit-forecast.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { restore } from '../state/restore.ts'
import { snapshot } from '../state/snapshot.ts'
import { turn, turnMs } from '../state/turn.ts'
import type { Partition, Receiver, SavedState, SeriesReport, StateId } from './partition.ts'

/** Series that are forecast in this thread. */
export class LocalPartition<R extends Forecast> implements Partition {
  private readonly receiver: Receiver<R>
  private readonly series: SeriesSet<R>
  /** The last forecast of each series. */
  private readonly lasts = new Map<string, ForecastData>()

  constructor(open: Open<Observation, R>, receiver: Receiver<R>, options: SeriesOptions = {}) {
    this.receiver = receiver
    this.series = new SeriesSet(open, options, (forecast) => {
      this.lasts.set(keyText(forecast.observation.key), forecast)
      receiver.forecast(forecast)
    })
  }

  /** Series that are here. */
  get size(): number {
    return this.series.all.size
  }

  async *take(rows: Iterable<Observation>, states: readonly SavedState[] = []): AsyncGenerator<void, void, void> {
    this.bring(states)
    const { receiver, series } = this
    const timed = receiver.step !== undefined
    let begun = performance.now()
    let count = 0
    for (const observation of rows) {
      const before = timed ? performance.now() : 0
      series.next(observation)
      if (timed) receiver.step!(performance.now() - before)
      // Reading the clock takes longer than a cheap operator, so not for every row.
      if ((++count & 15) === 0 && performance.now() - begun > turnMs) {
        yield
        await turn()
        begun = performance.now()
      }
    }
  }

  async flush(keys: readonly (readonly string[])[], states: readonly SavedState[] = []): Promise<void> {
    this.bring(states)
    for (const key of keys) this.here(key).handler.flush?.()
  }

  async *save(ids: readonly StateId[]): AsyncGenerator<Uint8Array, void, void> {
    for (const id of ids) {
      yield snapshot(this.pieceOf(id))
      // Each state takes milliseconds at most; timers and sockets get a turn between them.
      await turn()
    }
  }

  async drop(keys: readonly (readonly string[])[]): Promise<void> {
    for (const key of keys) {
      this.series.drop(key)
      this.lasts.delete(keyText(key))
    }
  }

  async report(keys: readonly (readonly string[])[]): Promise<readonly SeriesReport[]> {
    return keys.map((key) => {
      // The forecaster and the running scores would keep the state of a series in memory that is dropped.
      const { scores, warnings, worth } = this.here(key).handler.summary?.() ?? {}
      return { key, scores: scores && detached(scores), warnings, worth, last: this.lasts.get(keyText(key)) }
    })
  }

  async busy(keys: readonly (readonly string[])[]): Promise<readonly (readonly string[])[]> {
    return keys.filter((key) => this.here(key).shard?.learning.isPending(keyText(key)))
  }

  async close(): Promise<void> {
    this.series.close()
  }

  private bring(states: readonly SavedState[]): void {
    for (const { id, bytes } of states) {
      if ('series' in id) this.series.put(this.series.make(id.series))
      restore(this.pieceOf(id), bytes)
    }
  }

  private here(key: readonly string[]): Series {
    const one = this.series.of(key)
    if (!one)
      throw new RangeError(`partition: expected a series that is here, got ${keyText(key)}; bring it back first`)
    return one
  }

  private pieceOf(id: StateId): Saveable {
    if ('shard' in id) return this.series.shardAt(id.shard)
    const one = this.here(id.series)
    const text = keyText(id.series)
    return {
      state: (fields: Fields) => {
        one.state(fields)
        const last = fields.optional('last', this.lasts.get(text), visitForecast)
        if (last && !fields.saving) this.lasts.set(text, last)
      },
    }
  }
}
