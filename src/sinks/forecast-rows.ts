import type { Scored } from '../series/scored.ts'
import { formatTimestamp } from '../series/timestamp.ts'

/** The header of the forecast table: `series,origin,time,lead,forecast` and a pair of columns a level, such as `lower_80,upper_80`. */
export function forecastHeader(levels: readonly number[]): string {
  const bands = levels.flatMap((level) => {
    // 0.975 is 97.5: a double times 100 may not be what it looks like.
    const percent = String(Math.round(level * 1e6) / 1e4)
    return [`lower_${percent}`, `upper_${percent}`]
  })
  return `${['series', 'origin', 'time', 'lead', 'forecast', ...bands].join(',')}\n`
}

/** Text of the times asked for last: the time of lead 2 is that of lead 1 a step later, so few are ever formatted. */
export class TimeTexts {
  private readonly texts = new Map<number, string>()

  text(time: number): string {
    let text = this.texts.get(time)
    if (text === undefined) {
      text = formatTimestamp(time)
      if (this.texts.size >= 1024) this.texts.clear()
      this.texts.set(time, text)
    }
    return text
  }
}

/** The rows of one origin, one a series and lead, in full double precision; a number that is not known is an empty cell. */
export function forecastRows(scored: Scored, series: readonly string[], times: TimeTexts): string {
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

const cell = (x: number) => (Number.isNaN(x) ? '' : String(x))
