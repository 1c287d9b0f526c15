import { percentOf } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import { labelOf } from '../series/outcome-channels.ts'
import type { ScoredData } from '../series/scored.ts'
import { seriesId } from '../series/series-id.ts'
import type { Fields } from '../state/fields.ts'
import { cell, type ForecastText, nameCell, TimeTexts } from './forecast-rows.ts'
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
  private waiting = new Map<string, Origin[]>()

  constructor({ series }: Pick<SinkPlace, 'series'>) {
    this.series = series
  }

  /** The origins whose targets have not arrived. */
  state(fields: Fields): void {
    this.waiting = new Map(fields.list('series', [...this.waiting], visitWaiting))
  }

  header(levels: readonly number[]): string {
    const widest = byWidth(levels).map((level) => percentOf(levels[level]!))
    const ends = [
      ...widest.map((percent) => `${model}-lo-${percent}`),
      ...widest.toReversed().map((percent) => `${model}-hi-${percent}`),
    ]
    return `${['unique_id', 'ds', 'cutoff', 'y', model, ...ends].join(',')}\n`
  }

  add(scored: ScoredData): string {
    const { observation } = scored
    const key = keyText(observation.key)
    const waiting = this.waiting.get(key) ?? []
    this.waiting.set(key, waiting)
    let text = ''
    if (observation.restart) for (const origin of waiting.splice(0)) text += textOf(origin)
    for (const origin of waiting) take(origin, scored)
    waiting.push(this.originOf(scored))
    if (waiting[0]!.steps >= waiting[0]!.last) text += textOf(waiting.shift()!)
    return text
  }

  rest(): string {
    let text = ''
    for (const waiting of this.waiting.values()) for (const origin of waiting.splice(0)) text += textOf(origin)
    return text
  }

  alone(scored: ScoredData): string {
    return textOf(this.originOf(scored))
  }

  private originOf({ leads, levels, lower, observation, origin, times, upper, values }: ScoredData): Origin {
    const widest = byWidth(levels)
    const cutoff = this.timeText(origin)
    const rows = this.series.flatMap((name, channel) => {
      const id = nameCell(seriesId(observation.key, name, this.series.length))
      return leads.map((lead, i): Row => {
        const at = channel * leads.length + i
        const ends = [
          ...widest.map((level) => lower[level]![at]!),
          ...widest.toReversed().map((level) => upper[level]![at]!),
        ]
        const before = `${id},${this.timeText(times[i]!)},${cutoff},`
        return { channel, lead, before, y: Number.NaN, after: `,${[values[at]!, ...ends].map(cell).join(',')}\n` }
      })
    })
    return { steps: 0, last: leads.at(-1)!, rows }
  }

  /** As pandas writes times without a zone. */
  private timeText(time: number): string {
    return this.times
      .text(time)
      .replace('T', ' ')
      .replace(/(\.000)?Z$/, '')
  }
}

/** An origin, and how many steps after it have arrived. */
interface Origin {
  steps: number
  readonly last: number
  readonly rows: readonly Row[]
}

/** A row: `y` is between two texts. */
interface Row {
  readonly channel: number
  readonly lead: number
  readonly before: string
  y: number
  readonly after: string
}

/** Enters the values of the next step; of an outcome its label, which can differ by lead. */
function take(origin: Origin, { leads, observation, outcomes, residuals }: ScoredData): void {
  const i = leads.indexOf(++origin.steps)
  for (const row of origin.rows) {
    if (row.lead !== origin.steps) continue
    row.y = outcomes ? labelOf(residuals[row.channel * leads.length + i]!) : observation.values[row.channel]!
  }
}

const textOf = ({ rows }: Origin) => rows.map(({ before, y, after }) => before + cell(y) + after).join('')

const visitWaiting = (fields: Fields, [key, waiting]: readonly [string, readonly Origin[]] = ['', []]) =>
  [fields.text('key', key), fields.list('origins', waiting, visitOrigin)] as const

const visitOrigin = (fields: Fields, { steps, last, rows }: Origin = { steps: 0, last: 0, rows: [] }): Origin => ({
  steps: fields.counter('steps', steps),
  last: fields.counter('last', last),
  rows: fields.list('rows', rows, visitRow),
})

const noRow: Row = { channel: 0, lead: 0, before: '', y: Number.NaN, after: '' }

const visitRow = (fields: Fields, { channel, lead, before, y, after }: Row = noRow): Row => ({
  channel: fields.counter('channel', channel),
  lead: fields.counter('lead', lead),
  before: fields.text('before', before),
  y: fields.number('y', y),
  after: fields.text('after', after),
})

/** Positions of the levels, the widest first. */
const byWidth = (levels: readonly number[]): number[] => [...levels.keys()].sort((a, b) => levels[b]! - levels[a]!)
