import type { ForecastData } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import type { ChannelForecast } from './record-reader.ts'

/** A forecast of all channels, and the errors of earlier ones that its records state. */
export interface WholeForecast {
  readonly forecast: ForecastData
  /** Shape [channels × leads]; NaN is unknown. */
  readonly residuals: Float64Array
}

/** Puts the channels of a forecast together, each of which is in a record of its own. */
export class WholeForecasts {
  /** Forecasts of which not all channels came before those of the next origin did. */
  incomplete = 0
  private readonly channels: number
  /** By series, the channels of the last origin so far. */
  private readonly begun = new Map<string, (ChannelForecast | undefined)[]>()
  /** Series that had a whole forecast: one in the middle of which the reading began is not incomplete. */
  private readonly known = new Set<string>()

  constructor(channels: number) {
    this.channels = channels
  }

  /** Takes a channel. @returns the forecast, if it was the last one of it */
  add(one: ChannelForecast): WholeForecast | undefined {
    if (this.channels === 1) return whole([one])
    const series = keyText(one.key)
    let parts = this.begun.get(series)
    const first = parts?.find((part) => part !== undefined)
    if (first && !belong(first, one)) {
      if (this.known.has(series)) this.incomplete++
      parts = undefined
    }
    parts ??= Array(this.channels).fill(undefined)
    parts[one.channel] = one
    if (!isWhole(parts)) {
      this.begun.set(series, parts)
      return undefined
    }
    this.begun.delete(series)
    this.known.add(series)
    return whole(parts)
  }
}

const isWhole = (parts: readonly (ChannelForecast | undefined)[]): parts is readonly ChannelForecast[] =>
  parts.every((part) => part !== undefined)

/** Whether two channels are of the same forecast. */
const belong = (one: ChannelForecast, other: ChannelForecast): boolean =>
  one.origin === other.origin && isSame(one.leads, other.leads) && isSame(one.levels, other.levels)

/** Whether two lists have the same numbers. */
export const isSame = (some: readonly number[], others: readonly number[]): boolean =>
  some.length === others.length && some.every((number, i) => number === others[i])

/** @param parts one a channel, in their order */
function whole(parts: readonly ChannelForecast[]): WholeForecast {
  const { key, origin, leads, times, levels } = parts[0]!
  // Written out: `Float64Array.from` goes through an iterator, which takes ten times as long.
  const all = (of: (part: ChannelForecast) => readonly number[]) => {
    const numbers = new Float64Array(parts.length * leads.length)
    for (const [i, part] of parts.entries()) numbers.set(of(part), i * leads.length)
    return numbers
  }
  return {
    forecast: {
      origin,
      observation: { time: origin, values: parts.map(({ observed }) => observed), ...(key && { key }) },
      leads,
      times,
      values: all(({ values }) => values),
      levels,
      lower: levels.map((_, v) => all(({ lower }) => lower[v]!)),
      upper: levels.map((_, v) => all(({ upper }) => upper[v]!)),
      ...(parts.some(({ drift }) => drift) && {
        drift: parts.flatMap(({ drift, channel }) => (drift ? [channel] : [])),
      }),
    },
    residuals: all(({ residuals }) => residuals),
  }
}
