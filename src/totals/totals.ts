import { type Limit, type Limits, limitOf } from '../defaults/limits.ts'
import type { Forecast } from '../series/forecast.ts'
import type { Observation } from '../series/observation.ts'
import { totalKey } from '../series/total-key.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { demandSpec, isCount, isLeads } from '../state/spec.ts'
import { Combination } from './combination.ts'
import { type Part, Parts } from './parts.ts'
import { shifted } from './shifted.ts'
import { spread } from './spread.ts'

/** The largest share of a total that may be stand-ins for parts whose value is missing; above it the total is missing. */
const mostGuessed = 0.1

/** Of sums of values: those of values of at least 0 are so too, and those of whole numbers are whole. */
export function limitsOfTotal(limits: Limits, channels: number): Limits {
  const all = Array.from({ length: channels }, (_, channel) => limitOf(limits, String(channel)))
  const of = <T>(one: (limit: Limit) => T | undefined): Record<string, T> =>
    Object.fromEntries(
      all.flatMap((limit, channel) => {
        const value = one(limit)
        return value === undefined ? [] : [[channel, value]]
      }),
    )
  return {
    min: of(({ min }) => (min >= 0 ? 0 : undefined)),
    max: of(({ max }) => (max <= 0 ? 0 : undefined)),
    integer: of(({ integer }) => integer || undefined),
  }
}

/** Forecasts of parts and of their total made at one time, reconciled. */
export interface Reconciled {
  /** In the order given. */
  readonly parts: readonly Forecast[]
  readonly total: Forecast
}

/**
 * Reconciles the forecasts of series with that of their sum. For each time, `observe` the total, forecast it, and
 * `reconcile`.
 */
export class Totals implements Saveable {
  readonly parts = new Parts()
  readonly #limits: Limits
  private combination: Combination | undefined

  /** @param limits of the parts, by position of the channel */
  constructor(limits: Limits) {
    this.#limits = limits
  }

  /**
   * The total of a time. A part whose value is missing, or whose row has not come, counts with what it forecast for that
   * time, until its last forecast ends before it; if such stand-ins are more than a tenth, the total is missing.
   *
   * @param members the forecasts made at that time
   */
  observe(time: number, members: readonly Forecast[]): Observation {
    const [{ key, observation }] = members as readonly [Forecast, ...Forecast[]]
    const made = new Map(members.map((forecast) => [this.parts.of(forecast.key), forecast]))
    const values = Float64Array.from(observation.values, (_, channel) => {
      let known = Number.NaN
      let sum = 0
      let size = 0
      let guessed = 0
      for (const part of this.parts.all) {
        const value = made.get(part)?.observation.values[channel] ?? Number.NaN
        if (Number.isFinite(value)) known = value
        const counted = Number.isFinite(value) ? value : part.reaches(time) ? part.at(time, channel) : Number.NaN
        if (Number.isNaN(counted)) continue
        sum += counted
        size += Math.abs(counted)
        if (!Number.isFinite(value)) guessed += Math.abs(counted)
      }
      return Number.isNaN(known) || guessed > mostGuessed * size ? Number.NaN : sum
    })
    const restart = members.every((forecast) => forecast.observation.restart)
    if (restart) this.combination?.drop()
    this.combination?.learn(values)
    return {
      time,
      values,
      covariates: [],
      key: totalKey(key ?? ['']),
      cadence: observation.cadence,
      ...(restart ? { restart } : {}),
    }
  }

  /**
   * @param own the forecast of the total by itself, from the observation of `observe`
   * @param members the forecasts made at the same time
   */
  reconcile(own: Forecast, members: readonly Forecast[]): Reconciled {
    const { leads, times } = own
    const channels = own.observation.values.length
    this.combination ??= new Combination(channels, leads)
    const made = new Set(members.map(({ key }) => this.parts.of(key)))
    const waiting = [...this.parts.all].filter((part) => !made.has(part) && part.reaches(own.origin))
    const sums = this.#sums(own, members, waiting)
    const wanted = this.combination.combine(own.values, sums)
    const changed = members.map(({ values }) => values.slice())
    for (let at = 0; at < wanted.length; at++) {
      const channel = Math.floor(at / leads.length)
      const limit = limitOf(this.#limits, String(channel))
      const difference = limit.integer ? Math.round(wanted[at]! - sums[at]!) : wanted[at]! - sums[at]!
      const free = members.map((forecast) => (isFor(forecast, times, at % leads.length) ? variance(forecast, at) : 0))
      const values = Float64Array.from(changed, (one) => one[at]!)
      spread(values, Float64Array.from(free), difference, limit)
      changed.forEach((one, m) => {
        one[at] = values[m]!
      })
    }
    const parts = members.map((forecast, m) => shifted(forecast, changed[m]!, this.#limits))
    const total = this.#sums(own, parts, waiting)
    for (const forecast of parts) this.parts.of(forecast.key).take(forecast)
    return { parts, total: shifted(own, total, limitsOfTotal(this.#limits, channels)) }
  }

  /** By channel and lead the sum of what is forecast for its time: by the members, and by the parts that wait. */
  #sums({ leads, observation, times }: Forecast, members: readonly Forecast[], waiting: readonly Part[]): Float64Array {
    const sums = new Float64Array(observation.values.length * leads.length).fill(Number.NaN)
    const add = (at: number, value: number) => {
      if (!Number.isNaN(value)) sums[at] = (Number.isNaN(sums[at]!) ? 0 : sums[at]!) + value
    }
    for (let at = 0; at < sums.length; at++) {
      const i = at % leads.length
      const channel = Math.floor(at / leads.length)
      for (const forecast of members) add(at, valueFor(forecast, times, channel, i))
      for (const part of waiting) add(at, part.at(times[i]!, channel))
    }
    return sums
  }

  state(fields: Fields): void {
    fields.part('parts', this.parts)
    this.combination = fields.built('combination', this.combination, this.combination?.spec, (spec, room) => {
      const [channels, ...leads] = spec.split(/[ ,]/).map(Number)
      demandSpec(isCount(channels, 1) && isLeads(leads) && 8 * channels * leads.length <= room, spec)
      return new Combination(channels, leads)
    })
  }
}

/** Whether lead `i` of a forecast is for the same time as that of the total, as far as both are known. */
const isFor = ({ times }: Forecast, ofTotal: readonly number[], i: number): boolean =>
  times[i] === ofTotal[i] || Number.isNaN(times[i]!) || Number.isNaN(ofTotal[i]!)

/** What a forecast says for the time of lead `i` of the total. */
function valueFor(forecast: Forecast, ofTotal: readonly number[], channel: number, i: number): number {
  const { leads, times, values } = forecast
  let own = i
  if (!isFor(forecast, ofTotal, i)) {
    own = times.findIndex((time) => time >= ofTotal[i]!)
    if (own < 0) own = times.length - 1
  }
  return values[channel * leads.length + own]!
}

/** How uncertain a forecast is: its narrowest interval, squared. Without intervals, its size. */
function variance({ levels, lower, upper, values }: Forecast, at: number): number {
  const width = levels.length > 0 ? upper[0]![at]! - lower[0]![at]! : Math.abs(values[at]!)
  return width > 0 && Number.isFinite(width) && Number.isFinite(values[at]!) ? width * width : 0
}
