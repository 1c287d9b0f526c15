import { DataError } from '../errors.ts'
import { eventKinds, type SeriesEvent } from '../series/event.ts'
import { keyNames } from '../series/key-names.ts'
import { parseTimestamp } from '../time/timestamp.ts'

/** The forecast of one channel, as read back from a record. Arrays have one entry a lead; NaN is unknown. */
export interface ChannelForecast {
  readonly key: readonly string[] | undefined
  readonly channel: number
  readonly origin: number
  readonly observed: number
  readonly leads: readonly number[]
  readonly times: readonly number[]
  readonly values: readonly number[]
  readonly levels: readonly number[]
  /** One array a level. */
  readonly lower: readonly (readonly number[])[]
  readonly upper: readonly (readonly number[])[]
  readonly residuals: readonly number[]
  readonly drift: boolean
}

/** What a record says: a forecast of one channel, or an event of a series. */
export type PublishedRecord =
  | { readonly forecast: ChannelForecast; readonly event?: undefined }
  | { readonly event: SeriesEvent; readonly forecast?: undefined }

/** Forecasts not yet due that a series keeps for its scores, times numbers of a forecast, at most: 16 MB. */
const mostNumbers = 2_000_000

type Json = Readonly<Record<string, unknown>>

/** Reads records back that sinks have written as JSON: forecasts as `forecastObjects` makes them, and events. */
export class RecordReader {
  private readonly channels: ReadonlyMap<unknown, number>
  private readonly keys: readonly string[]

  /**
   * @param targets names of the channels
   * @param by names of the columns that tell the series apart
   */
  constructor(targets: readonly string[], by: readonly string[] = []) {
    this.channels = new Map(targets.map((name, channel) => [name, channel]))
    this.keys = keyNames(by)
  }

  /** @throws DataError if the record is something else */
  read(text: string): PublishedRecord {
    const record = parsed(text)
    if (typeof record.event === 'string') return { event: this.eventOf(record) }
    if (record.origin !== undefined) return { forecast: this.forecastOf(record) }
    throw new DataError('expected a forecast or an event, got a record with neither origin nor event')
  }

  private forecastOf(record: Json): ChannelForecast {
    const { leads, intervals, drift, observed } = record
    if (!isListOf(leads, isCount) || leads.length === 0 || leads.some((lead, i) => i > 0 && lead <= leads[i - 1]!))
      throw new DataError('leads: expected rising numbers of steps')
    if (!isListOf(intervals, isInterval)) throw new DataError('intervals: expected a list of intervals')
    const { length } = leads
    if (leads[length - 1]! * length * (1 + 2 * intervals.length) > mostNumbers)
      throw new DataError('leads: expected fewer, or shorter ones')
    return {
      key: this.keyOf(record),
      channel: this.channelOf(record),
      origin: timeOf(record, 'origin'),
      observed: typeof observed === 'number' ? observed : Number.NaN,
      leads,
      times: listOf(record, 'times', length).map((time) =>
        typeof time === 'string' ? parseTimestamp(time) : Number.NaN,
      ),
      values: numbersOf(record, 'forecast', length),
      levels: intervals.map(({ level }) => level),
      lower: intervals.map((interval) => numbersOf(interval, 'lower', length)),
      upper: intervals.map((interval) => numbersOf(interval, 'upper', length)),
      residuals: numbersOf(record, 'residuals', length),
      drift: drift === true,
    }
  }

  private eventOf(record: Json): SeriesEvent {
    const { event, of, rarity, reason, clock, since } = record
    const kind = eventKinds.find((known) => known === event)
    if (!kind) throw new DataError(`event: expected one of ${eventKinds.join(', ')}`)
    const ended = eventKinds.find(
      (known): known is NonNullable<SeriesEvent['of']> => known === of && of !== 'recovered',
    )
    return {
      kind,
      time: timeOf(record, 'time'),
      key: this.keyOf(record),
      channel: record.series === undefined ? undefined : this.channelOf(record),
      reason: typeof reason === 'string' ? reason : '',
      of: ended,
      since: typeof since === 'string' && since !== '' ? timeOf(record, 'since') : undefined,
      rarity: typeof rarity === 'number' ? rarity : undefined,
      ...(clock === true && { clock }),
    }
  }

  private channelOf({ series }: Json): number {
    const channel = this.channels.get(series)
    if (channel === undefined) throw new DataError(`series: expected one of ${[...this.channels.keys()].join(', ')}`)
    return channel
  }

  private keyOf(record: Json): readonly string[] | undefined {
    if (this.keys.length === 0) return undefined
    return this.keys.map((name) => {
      const text = record[name]
      if (typeof text !== 'string') throw new DataError(`${name}: expected a text, the key of the series`)
      return text
    })
  }
}

function parsed(text: string): Json {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new DataError('expected JSON, got something else')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DataError('expected a JSON object, got something else')
  return value as Json
}

interface IntervalJson extends Json {
  readonly level: number
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0
const isInterval = (value: unknown): value is IntervalJson => {
  const level = (value as IntervalJson | null)?.level
  return typeof level === 'number' && level > 0 && level < 1
}

const isListOf = <T>(value: unknown, is: (one: unknown) => one is T): value is readonly T[] =>
  Array.isArray(value) && value.every(is)

function timeOf(record: Json, name: string): number {
  const time = typeof record[name] === 'string' ? parseTimestamp(record[name]) : Number.NaN
  if (Number.isNaN(time)) throw new DataError(`${name}: expected a time`)
  return time
}

function listOf(record: Json, name: string, length: number): readonly unknown[] {
  const list = record[name]
  if (!Array.isArray(list) || list.length !== length) throw new DataError(`${name}: expected an entry for each lead`)
  return list
}

const numbersOf = (record: Json, name: string, length: number): readonly number[] =>
  listOf(record, name, length).map((value) => (typeof value === 'number' ? value : Number.NaN))
