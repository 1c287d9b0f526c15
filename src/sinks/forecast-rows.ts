import { percentOf } from '../series/forecast.ts'
import type { ScoredData } from '../series/scored.ts'
import { dayMs } from '../time/duration.ts'
import { formatTimestamp } from '../time/timestamp.ts'

/** The header of the forecast table: `series,origin,time,lead,forecast` and a pair of columns a level, such as `lower_80,upper_80`. */
export function forecastHeader(levels: readonly number[]): string {
  const bands = levels.flatMap((level) => {
    const percent = percentOf(level)
    return [`lower_${percent}`, `upper_${percent}`]
  })
  return `${['series', 'origin', 'time', 'lead', 'forecast', ...bands].join(',')}\n`
}

const two = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'))
const clock = two.map((text) => `${text}:`)
const wholeSecond = two.map((text) => `${text}.000Z`)

/**
 * ISO 8601 texts of times, as `formatTimestamp` writes them, put together from few pieces: `Date` takes a microsecond each time. The day is formatted
 * once for all its times, and a time asked for twice in a row, as the target of one origin and the origin after it are, once.
 */
export class TimeTexts {
  private day = Number.NaN
  private dayText = ''
  private last = Number.NaN
  private lastText = ''

  text(given: number): string {
    // Fractions of a millisecond are cut off, as `Date` does.
    const time = Math.trunc(given)
    if (time === this.last) return this.lastText
    if (Number.isNaN(time)) return ''
    const day = Math.floor(time / dayMs)
    if (day !== this.day) {
      this.day = day
      this.dayText = formatTimestamp(day * dayMs).slice(0, -13)
    }
    const ms = time - day * dayMs
    const seconds = Math.floor(ms / 1000)
    const minutes = Math.floor(seconds / 60)
    const hours = Math.floor(minutes / 60)
    const second = seconds - minutes * 60
    const rest = ms - seconds * 1000
    const end = rest === 0 ? wholeSecond[second]! : `${two[second]}.${String(rest).padStart(3, '0')}Z`
    this.last = time
    this.lastText = this.dayText + (clock[hours]! + clock[minutes - hours * 60]!) + end
    return this.lastText
  }
}

/** The rows of one origin, one a series and lead, in full double precision; a number that is not known is an empty cell. */
export function forecastRows(scored: ScoredData, series: readonly string[], times: TimeTexts): string {
  const { leads, lower, origin, upper, values } = scored
  const from = times.text(origin)
  let rows = ''
  for (let channel = 0; channel < series.length; channel++) {
    for (let i = 0; i < leads.length; i++) {
      const at = channel * leads.length + i
      rows += `${series[channel]},${from},${times.text(scored.times[i]!)},${leads[i]},${cell(values[at]!)}`
      for (let v = 0; v < lower.length; v++) rows += `,${cell(lower[v]![at]!)},${cell(upper[v]![at]!)}`
      rows += '\n'
    }
  }
  return rows
}

/** A name as a CSV cell. */
export const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** In full double precision. JSON's text of a number passes by V8's cache of such texts, which else lives on in old memory. */
const cell = (x: number) => (Number.isFinite(x) ? JSON.stringify(x) : Number.isNaN(x) ? '' : String(x))
