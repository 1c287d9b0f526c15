import { percentOf } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import type { ScoredData } from '../series/scored.ts'
import { seriesId } from '../series/series-id.ts'
import { cell, type ForecastText, quoted, TimeTexts } from './forecast-rows.ts'
import type { SinkPlace } from './sink.ts'

/** The name of the model. */
const model = 'rxcast'

/**
 * Forecasts as Nixtla's `cross_validation` returns them: `unique_id, ds, cutoff, y, rxcast`, then the lower ends of the
 * intervals, the widest first, and the upper ones, such as `rxcast-lo-95, rxcast-lo-80, rxcast-hi-80, rxcast-hi-95`. An
 * origin is written when its last target has arrived, so that `y` is known; at the end, and before a gap too long to
 * fill, `y` can be empty.
 */
export class NixtlaRows implements ForecastText {
  private readonly series: readonly string[]
  private readonly times = new TimeTexts()
  private readonly waiting = new Map<string, Origin[]>()
  private begun = false

  constructor({ series }: Pick<SinkPlace, 'series'>) {
    this.series = series
  }

  add(batch: readonly ScoredData[]): string {
    let text = ''
    for (const scored of batch) {
      if (!this.begun) text += header(scored.levels)
      this.begun = true
      text += this.take(scored)
    }
    return text
  }

  private take(scored: ScoredData): string {
    const { leads, observation } = scored
    const key = keyText(observation.key)
    const waiting = this.waiting.get(key) ?? []
    this.waiting.set(key, waiting)
    let text = ''
    if (observation.restart) for (const origin of waiting.splice(0)) text += this.rows(origin)
    for (const origin of waiting) origin.actual.push(observation.values)
    waiting.push({ scored, actual: [] })
    if (waiting[0]!.actual.length >= leads.at(-1)!) text += this.rows(waiting.shift()!)
    return text
  }

  rest(): string {
    let text = ''
    for (const waiting of this.waiting.values()) for (const origin of waiting.splice(0)) text += this.rows(origin)
    return text
  }

  private rows({ scored, actual }: Origin): string {
    const { leads, levels, lower, origin, upper, values, observation } = scored
    const widest = byWidth(levels)
    const cutoff = this.timeText(origin)
    let text = ''
    this.series.forEach((name, channel) => {
      const id = quoted(seriesId(observation.key, name, this.series.length))
      leads.forEach((lead, i) => {
        const at = channel * leads.length + i
        const y = actual[lead - 1]?.[channel] ?? Number.NaN
        const ends = [
          ...widest.map((level) => lower[level]![at]!),
          ...widest.toReversed().map((level) => upper[level]![at]!),
        ]
        const numbers = [y, values[at]!, ...ends].map(cell)
        text += `${[id, this.timeText(scored.times[i]!), cutoff, ...numbers].join(',')}\n`
      })
    })
    return text
  }

  /** As pandas writes times without a zone. */
  private timeText(time: number): string {
    return this.times
      .text(time)
      .replace('T', ' ')
      .replace(/(\.000)?Z$/, '')
  }
}

interface Origin {
  readonly scored: ScoredData
  /** The values of the steps after it. */
  readonly actual: ArrayLike<number>[]
}

/** Positions of the levels, the widest first. */
const byWidth = (levels: readonly number[]): number[] => [...levels.keys()].sort((a, b) => levels[b]! - levels[a]!)

function header(levels: readonly number[]): string {
  const widest = byWidth(levels).map((level) => percentOf(levels[level]!))
  const ends = [
    ...widest.map((percent) => `${model}-lo-${percent}`),
    ...widest.toReversed().map((percent) => `${model}-hi-${percent}`),
  ]
  return `${['unique_id', 'ds', 'cutoff', 'y', model, ...ends].join(',')}\n`
}
