import type { Handler, Operator } from '../operators/stateful.ts'
import type { Forecast, ForecastData } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import type { Scored } from '../series/scored.ts'
import { isTotalKey } from '../series/total-key.ts'
import { visitForecast } from '../series/visit-forecast.ts'
import { visitKey } from '../series/visit-observation.ts'
import type { SeriesReport } from '../shards/partition.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import type { KeyedPiece, Piece } from '../state/piece.ts'

/** What follows the forecasts of all series: a total, and the scores of each. */
export interface TotalSteps {
  /** Adds the forecasts of the total, and has those of the series add up to them. */
  readonly reconcile: Operator<Forecast, Forecast>
  /** Scores the forecasts of one series. */
  readonly score: Operator<Forecast, Scored>
}

/** Sums up the forecasts of all series, then scores them by key. */
export class TotalStage {
  private readonly steps: TotalSteps
  private readonly emit: (scored: Scored) => void
  private readonly reconcile: Handler<Forecast>
  private readonly scores = new Map<string, ScoredSeries>()

  constructor(steps: TotalSteps, emit: (scored: Scored) => void) {
    this.steps = steps
    this.emit = emit
    this.reconcile = steps.reconcile.open((forecast) => this.scoresOf(forecast.key ?? []).next(forecast))
  }

  next(forecast: Forecast): void {
    this.reconcile.next(forecast)
  }

  flush(): void {
    this.reconcile.flush?.()
    for (const one of this.scores.values()) one.handler.flush?.()
  }

  /**
   * What was found out about each series, in the order of their first forecasts.
   *
   * @param found what their forecasters have found out
   */
  reports(found: readonly SeriesReport[]): readonly SeriesReport[] {
    const { warnings } = this.reconcile.summary?.() ?? {}
    const before = new Map(found.map(({ key, warnings, worth }) => [keyText(key), { warnings, worth }]))
    return Array.from(this.scores.values(), ({ key, handler, last }) => {
      const own = isTotalKey(key) ? { warnings } : before.get(keyText(key))
      return { key, ...own, ...handler.summary?.(), last }
    })
  }

  /** The parts of the state, of which those of the series can be restored once the first was. */
  *pieces(): Generator<KeyedPiece> {
    const common: Saveable = {
      state: (fields: Fields) => {
        fields.part('reconcile', this.reconcile)
        const before: readonly (readonly string[])[] = Array.from(this.scores.values(), ({ key }) => key)
        const after: readonly (readonly string[])[] = fields.list('keys', before, visitKey)
        if (after === before) return
        this.close()
        for (const key of after) this.scoresOf(key)
      },
    }
    yield ['total', common]
    for (const [text, one] of this.scores) yield [`scores/${text}`, one]
  }

  close(): void {
    for (const one of this.scores.values()) one.handler.close?.()
    this.scores.clear()
  }

  private scoresOf(key: readonly string[]): ScoredSeries {
    const text = keyText(key)
    const one = this.scores.get(text) ?? new ScoredSeries(key, this.steps.score, this.emit)
    this.scores.set(text, one)
    return one
  }
}

/** The scores of one series. */
class ScoredSeries implements Piece {
  readonly key: readonly string[]
  readonly handler: Handler<Forecast>
  version = 0
  last: ForecastData | undefined

  constructor(key: readonly string[], score: Operator<Forecast, Scored>, emit: (scored: Scored) => void) {
    this.key = key
    this.handler = score.open((scored) => {
      this.last = scored
      emit(scored)
    })
  }

  next(forecast: Forecast): void {
    this.version++
    this.handler.next(forecast)
  }

  state(fields: Fields): void {
    this.handler.state(fields)
    const last = fields.optional('last', this.last, visitForecast)
    if (last && !fields.saving) this.last = last
  }
}
