import { percentOf } from '../series/forecast.ts'
import { keyNames } from '../series/key-names.ts'
import type { ScoredData } from '../series/scored.ts'
import type { Saveable } from '../state/fields.ts'
import { zoneIn } from '../time/duration.ts'
import { formatTimestamp, offsetText } from '../time/timestamp.ts'
import { dayMs } from '../time/week.ts'
import type { Zone } from '../time/zone.ts'
import type { SinkPlace } from './sink.ts'

/** Turns forecasts into the text of a file. Its state is what is not yet text. */
export interface ForecastText extends Saveable {
  header(levels: readonly number[]): string
  /** The text that follows from another forecast. */
  add(scored: ScoredData): string
  /** The text that is left when there are no more. */
  rest(): string
  /** The text of a forecast alone. */
  alone(scored: ScoredData): string
}

/** Every forecast as rows, in the order of their origins. */
export class OriginRows implements ForecastText {
  private readonly by: readonly string[] | undefined
  private readonly names: readonly string[]
  private readonly times: TimeTexts
  private readonly events: boolean

  /** @param events whether to say in two more columns what has happened */
  constructor({ series, by, cadence }: Pick<SinkPlace, 'series' | 'by' | 'cadence'>, events = false) {
    this.events = events
    this.by = by
    this.names = series.map(nameCell)
    this.times = new TimeTexts(zoneIn(cadence))
  }

  state(): void {}

  header(levels: readonly number[]): string {
    return forecastHeader(levels, this.by, this.events)
  }

  add(scored: ScoredData): string {
    return this.alone(scored)
  }

  rest(): string {
    return ''
  }

  alone(scored: ScoredData): string {
    return forecastRows(scored, this.names, this.times, this.events)
  }
}

/**
 * The header: the key columns, `series,origin,time,lead,forecast` and two columns for each level, such as
 * `lower_80,upper_80`.
 *
 * @param by names of the columns that tell series apart
 * @param events whether `event` and `reason` follow
 */
export function forecastHeader(levels: readonly number[], by?: readonly string[], events = false): string {
  const bands = levels.flatMap((level) => {
    const percent = percentOf(level)
    return [`lower_${percent}`, `upper_${percent}`]
  })
  return `${[...keyNames(by).map(nameCell), 'series', 'origin', 'time', 'lead', 'forecast', ...bands, ...(events ? ['event', 'reason'] : [])].join(',')}\n`
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
export function forecastRows(scored: ScoredData, series: readonly string[], times: TimeTexts, events = false): string {
  const { leads, lower, origin, sums, upper, values } = scored
  const from = times.text(origin)
  const key = (scored.observation.key ?? []).map((text) => `${nameCell(text)},`).join('')
  let rows = ''
  for (let channel = 0; channel < series.length; channel++) {
    for (let i = 0; i < leads.length; i++) {
      const at = channel * leads.length + i
      rows += `${key}${series[channel]},${from},${times.text(scored.times[i]!)},${leads[i]},${cell(values[at]!)}`
      for (let v = 0; v < lower.length; v++) rows += `,${cell(lower[v]![at]!)},${cell(upper[v]![at]!)}`
      rows += events ? `${eventCells(scored, i === 0 ? channel : -1)}\n` : '\n'
    }
    for (let k = 0; sums && k < sums.over.length; k++) {
      const at = channel * sums.over.length + k
      const end = leads.indexOf(sums.over[k]!)
      rows += `${key}${series[channel]},${from},${times.text(scored.times[end]!)},1-${sums.over[k]},${cell(sums.values[at]!)}`
      for (let v = 0; v < lower.length; v++) rows += `,${cell(sums.lower[v]![at]!)},${cell(sums.upper[v]![at]!)}`
      rows += events ? ',,\n' : '\n'
    }
  }
  return rows
}

/** What has happened to a channel, and the reasons, as two cells; empty for most rows. */
function eventCells({ events }: ScoredData, channel: number): string {
  const own = (events ?? []).filter((event) => event.channel === channel)
  if (own.length === 0) return ',,'
  const kinds = own.map(({ kind, of }) => (of ? `${kind} from ${of}` : kind))
  return `,${nameCell(kinds.join('; '))},${nameCell(own.map(({ reason }) => reason).join('; '))}`
}

/**
 * A name as a CSV cell. One that a spreadsheet would take for a formula is put after an apostrophe, unless it is a
 * number (OWASP, "CSV Injection"); one that looks so already gets another, so that no two names become the same.
 */
export const nameCell = (name: string) => quoted(safe(name))

/** The name in a cell that `nameCell` wrote, without its quotes. */
export const nameIn = (cell: string) => (cell !== '' && safe(cell.slice(1)) === cell ? cell.slice(1) : cell)

const safe = (name: string) =>
  /^'*[-=+@\t\r\n\uff0b\uff0d\uff1d\uff20]/.test(name) && !isNumber.test(name) ? `'${name}` : name

const isNumber = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i

const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** In full double precision. JSON.stringify bypasses V8's cache of number texts, which would stay in old memory. */
export const cell = (x: number) => (Number.isFinite(x) ? JSON.stringify(x) : Number.isNaN(x) ? '' : String(x))
