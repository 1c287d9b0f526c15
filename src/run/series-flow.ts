import type { Forecast } from '../series/forecast.ts'
import type { Observation } from '../series/observation.ts'
import type { ManySeries } from '../shards/many-series.ts'
import type { Receiver, SeriesReport } from '../shards/partition.ts'
import type { Revive } from './last-forecasts.ts'
import type { TotalStage } from './total-stage.ts'

/** The series of a run, and what follows the forecasts of all of them. */
export interface KeptSeries {
  readonly many: ManySeries
  readonly total?: TotalStage | undefined
}

/** Sends the rows of a session through series that are kept outside of it. */
export class SeriesFlow<R extends Forecast> {
  readonly many: ManySeries
  readonly total: TotalStage | undefined
  /** What was found out about each series, at the end. */
  reports: readonly SeriesReport[] = []
  /** The forecasts that were not yielded yet. */
  private made: R[] = []

  /** @param receiver counts rows, and gets each forecast at once */
  constructor(make: (receiver: Receiver<R>) => KeptSeries, receiver: Receiver<R>) {
    const { many, total } = make({
      ...receiver,
      forecast: (forecast) => {
        receiver.forecast(forecast)
        this.made.push(forecast)
      },
    })
    this.many = many
    this.total = total
  }

  /**
   * Yields the forecasts that batches bring about.
   *
   * @param passes whether an observation may pass, asked when its turn has come
   */
  async *through(
    batches: AsyncIterable<readonly Observation[]>,
    passes: (observation: Observation) => boolean,
  ): AsyncGenerator<R[], void, void> {
    const passing = function* (rows: Iterable<Observation>) {
      for (const row of rows) if (passes(row)) yield row
    }
    for await (const batch of batches) {
      for await (const _ of this.many.take(batch, passing)) yield* this.ready()
      yield* this.ready()
    }
    const found = await this.many.end()
    this.total?.flush()
    this.reports = this.total?.reports(found) ?? found
    yield* this.ready()
  }

  /** The last forecast of each series; those made before a restore are made again. */
  lasts(revive: Revive<R> | undefined): R[] {
    return this.reports.flatMap(({ last, scores }) => {
      if (!last || 'scores' in last || !revive) return (last as R | undefined) ?? []
      return scores ? revive(last, scores) : []
    })
  }

  async close(): Promise<void> {
    this.total?.close()
    await this.many.close()
  }

  private *ready(): Generator<R[]> {
    const { made } = this
    this.made = []
    if (made.length > 0) yield made
  }
}
