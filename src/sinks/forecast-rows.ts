import { percentOf } from '../series/forecast.ts'
import { keyNames } from '../series/key-names.ts'
import { keyText } from '../series/key-text.ts'
import type { ScoredData } from '../series/scored.ts'
import { zoneIn } from '../time/duration.ts'
import { formatTimestamp, offsetText } from '../time/timestamp.ts'
import { dayMs } from '../time/week.ts'
import type { Zone } from '../time/zone.ts'
import type { SinkPlace } from './sink.ts'

/** Turns forecasts into the text of a file. */
export interface ForecastText {
  /** The text that follows from more forecasts. */
  add(batch: readonly ScoredData[]): string
  /** The text that is left when there are no more. */
  rest(): string
}

/** Every forecast as rows, in the order of their origins. */
export class OriginRows implements ForecastText {
  private readonly place: Pick<SinkPlace, 'series' | 'by' | 'cadence'>
  private readonly names: readonly string[]
  private readonly times: TimeTexts
  private begun = false

  constructor(place: Pick<SinkPlace, 'series' | 'by' | 'cadence'>) {
    this.place = place
    this.names = place.series.map(quoted)
    this.times = new TimeTexts(zoneIn(place.cadence))
  }

  add(batch: readonly ScoredData[]): string {
    let text = ''
    for (const scored of batch) {
      if (!this.begun) text += forecastHeader(scored.levels, this.place.by)
      this.begun = true
      text += forecastRows(scored, this.names, this.times)
    }
    return text
  }

  rest(): string {
    return ''
  }
}

/** The last forecast of each series alone, in the order of their first ones. */
export class LatestRows implements ForecastText {
  private readonly rows: ForecastText
  private readonly last = new Map<string, ScoredData>()

  constructor(rows: ForecastText) {
    this.rows = rows
  }

  add(batch: readonly ScoredData[]): string {
    for (const scored of batch) this.last.set(keyText(scored.observation.key), scored)
    return ''
  }

  rest(): string {
    return this.rows.add([...this.last.values()]) + this.rows.rest()
  }
}

/**
 * The header: the key columns, `series,origin,time,lead,forecast` and two columns for each level, such as
 * `lower_80,upper_80`.
 *
 * @param by names of the columns that tell series apart
 */
export function forecastHeader(levels: readonly number[], by?: readonly string[]): string {
  const bands = levels.flatMap((level) => {
    const percent = percentOf(level)
    return [`lower_${percent}`, `upper_${percent}`]
  })
  return `${[...keyNames(by).map(quoted), 'series', 'origin', 'time', 'lead', 'forecast', ...bands].join(',')}\n`
}

const two = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'))
const clock = two.map((text) => `${text}:`)
const wholeSecond = two.map((text) => `${text}.000`)

/**
 * Formats times as `formatTimestamp` does, but faster (`Date` takes a microsecond for each): a day is formatted once
 * for all of its times, and the last time is remembered, since it is often the next one too.
 */
export class TimeTexts {
  private readonly zone: Zone | undefined
  private day = Number.NaN
  private dayText = ''
  private last = Number.NaN
  private lastText = ''

  /** @param zone whose clocks are shown, with their offset; UTC by default */
  constructor(zone?: Zone) {
    this.zone = zone
  }

  text(given: number): string {
    // Fractions of a millisecond are cut off, as `Date` does.
    const time = Math.trunc(given)
    if (time === this.last) return this.lastText
    if (Number.isNaN(time)) return ''
    const ahead = this.zone?.offsetAt(time)
    const local = ahead === undefined ? time : time + ahead
    const day = Math.floor(local / dayMs)
    if (day !== this.day) {
      this.day = day
      this.dayText = formatTimestamp(day * dayMs).slice(0, -13)
    }
    const ms = local - day * dayMs
    const seconds = Math.floor(ms / 1000)
    const minutes = Math.floor(seconds / 60)
    const hours = Math.floor(minutes / 60)
    const second = seconds - minutes * 60
    const rest = ms - seconds * 1000
    const end = rest === 0 ? wholeSecond[second]! : `${two[second]}.${String(rest).padStart(3, '0')}`
    this.last = time
    this.lastText =
      this.dayText +
      (clock[hours]! + clock[minutes - hours * 60]!) +
      (end + (ahead === undefined ? 'Z' : offsetText(ahead)))
    return this.lastText
  }
}

/**
 * The rows of an origin, one for each channel and lead, then one for each sum over leads, whose lead is such as 1-7 and
 * whose time is that of its last value. In full double precision; unknown numbers are empty cells.
 */
export function forecastRows(scored: ScoredData, series: readonly string[], times: TimeTexts): string {
  const { leads, lower, origin, sums, upper, values } = scored
  const from = times.text(origin)
  const key = (scored.observation.key ?? []).map((text) => `${quoted(text)},`).join('')
  let rows = ''
  for (let channel = 0; channel < series.length; channel++) {
    for (let i = 0; i < leads.length; i++) {
      const at = channel * leads.length + i
      rows += `${key}${series[channel]},${from},${times.text(scored.times[i]!)},${leads[i]},${cell(values[at]!)}`
      for (let v = 0; v < lower.length; v++) rows += `,${cell(lower[v]![at]!)},${cell(upper[v]![at]!)}`
      rows += '\n'
    }
    for (let k = 0; sums && k < sums.over.length; k++) {
      const at = channel * sums.over.length + k
      const end = leads.indexOf(sums.over[k]!)
      rows += `${key}${series[channel]},${from},${times.text(scored.times[end]!)},1-${sums.over[k]},${cell(sums.values[at]!)}`
      for (let v = 0; v < lower.length; v++) rows += `,${cell(sums.lower[v]![at]!)},${cell(sums.upper[v]![at]!)}`
      rows += '\n'
    }
  }
  return rows
}

/** A name as a CSV cell. */
export const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** In full double precision. JSON.stringify bypasses V8's cache of number texts, which would stay in old memory. */
export const cell = (x: number) => (Number.isFinite(x) ? JSON.stringify(x) : Number.isNaN(x) ? '' : String(x))
