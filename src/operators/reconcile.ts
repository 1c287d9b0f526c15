import type { OperatorFunction } from 'rxjs'
import * as z from 'zod/mini'
import { limitOptions, someValues } from '../defaults/limits.ts'
import { ConfigError, DataError } from '../errors.ts'
import type { Forecast } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import type { Observation } from '../series/observation.ts'
import { isTotalKey } from '../series/total-key.ts'
import { timeOrNone } from '../series/valid-time.ts'
import { addSteps, parseDuration } from '../time/duration.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import { Totals } from '../totals/totals.ts'
import { visitHeld } from '../totals/visit-held.ts'
import { checkArgument } from '../words/check-argument.ts'
import { durationText } from '../words/duration-text.ts'
import { optional } from '../words/option.ts'
import type { ReconcileOptions } from './options.generated.ts'
import { type Operator, stateful } from './stateful.ts'

export type { ReconcileOptions }

export const reconcileOptions = z
  .strictObject({
    ...limitOptions,
    lateness: optional(
      durationText,
      'How long the forecasts of a time wait for those of series that are behind, such as 1h. Default: until a series has a later value.',
    ),
  })
  .check(z.superRefine(someValues), z.describe('Options of `reconcile`.'))
const argument = z.prefault(reconcileOptions, {})

/** A new series is at most this many totals behind, or the file has one series after another. */
const mostBehind = 10
/** Times that wait while all values of later ones are missing, at most. */
const mostWaiting = 1000

/**
 * Forecasts the sum of all series too, as a series of its own, and reconciles: after it, the forecasts of the series add
 * up to that of the total for every time ahead.
 *
 * The forecasts of a time are held until a series has a value of a later time. Then their total is observed and forecast.
 * At each lead, this forecast and the sum of those of the series are combined, each in inverse proportion to the mean of
 * its squared errors so far (Bates and Granger 1969). What the series lack to the combination is divided among them in
 * proportion to their variances, which are taken from the widths of their intervals (MinT with a diagonal covariance:
 * Wickramasuriya, Athanasopoulos and Hyndman 2019), within their limits and in whole numbers if they are whole. Intervals
 * move with their forecasts. All of this depends on earlier values only.
 *
 * A series whose row has not come counts with its last forecast for the same time, until that ends. A missing value
 * counts with what was forecast for it; if such stand-ins are more than a tenth of a total, the total is missing.
 * Forecasts for a time whose total was made already pass as they are. `inside` is left out.
 *
 * @param forecaster the operator that forecasts the total, such as `forecast(7)`; its forecasts have the leads and levels
 * of the series. The key of the total is `total`, in every column
 * @param options `min`, `max` and `integer` as given to the series, and `lateness`
 * @throws ConfigError with every problem of the options, or if the state of the forecaster cannot be saved
 * @throws DataError if the rows of one series come after those of another, or a series is itself called `total`
 * @example
 * const row = (store, time, value) => ({ key: [store], time, values: [value], covariates: [] })
 * const options = { horizon: 1, experts: ['persistence'], intervals: [0.8] }
 * of(row('a', 1, 10), row('b', 1, 30), row('a', 2, 12), row('b', 2, 34), row('a', 3, 11), row('b', 3, 35))
 *   .pipe(byKey(forecast(options)), reconcile(forecast(options)))
 *   .subscribe(({ key, values }) => console.log(key[0], values[0]))
 * // a 10
 * // b 30
 * // total 40
 * // a 12
 * // b 34
 * // total 46
 * // a 11
 * // b 35
 * // total 46
 */
export function reconcile(
  forecaster: OperatorFunction<Observation, Forecast>,
  options?: ReconcileOptions,
): Operator<Forecast, Forecast> {
  const { lateness, ...limits } = checkArgument('reconcile', argument, options)
  const late = lateness === undefined ? undefined : parseDuration(lateness)
  const { open } = forecaster as Partial<Operator<Observation, Forecast>>
  if (!open) {
    const message = 'expected an operator whose state can be saved, got another; join operators with chain(...)'
    throw new ConfigError([{ where: 'reconcile:', message }])
  }

  return stateful((emit) => {
    const totals = new Totals(limits)
    const made: Forecast[] = []
    const total = open((forecast) => made.push(forecast))
    /** Forecasts held back, in the order in which they came. */
    let held: Forecast[] = []
    /** Time of the newest value, and of the last total made. */
    let clock = Number.NEGATIVE_INFINITY
    let closed = Number.NEGATIVE_INFINITY
    /** Times of the last totals. */
    let recent: number[] = []
    /** Newest time held back, and how often it has risen since totals were made. */
    let newest = Number.NEGATIVE_INFINITY
    let rises = 0
    let counted = 0
    let behind = 0

    const asTheyAre = (forecasts: readonly Forecast[]) => {
      for (const forecast of forecasts) totals.parts.of(forecast.key).take(forecast)
      return forecasts
    }
    const reconciled = (time: number, forecasts: readonly Forecast[]): readonly Forecast[] => {
      const first = new Map(forecasts.toReversed().map((forecast) => [keyText(forecast.key), forecast]))
      const members = forecasts.filter((forecast) => first.get(keyText(forecast.key)) === forecast)
      closed = time
      recent = [...recent, time].slice(-mostBehind)
      total.next(totals.observe(time, members))
      const own = made.pop()
      // It needs more rows before its first forecast, such as those of a lookback.
      if (!own) return asTheyAre(forecasts)
      const leads = members[0]!.leads.join(', ')
      if (own.leads.join(', ') !== leads) throw new DataError(otherLeads(leads, own.leads.join(', ')))
      const { parts, total: sum } = totals.reconcile(own, members)
      const changed = new Map(members.map((forecast, m) => [forecast, parts[m]!]))
      return [...forecasts.map((forecast) => changed.get(forecast) ?? forecast), sum]
    }
    /** Makes the totals of all times up to one. */
    const close = (until: number) => {
      rises = 0
      const due = held.filter(({ origin }) => origin <= until).sort((a, b) => a.origin - b.origin)
      held = held.filter(({ origin }) => !(origin <= until))
      for (let from = 0; from < due.length; ) {
        const time = due[from]!.origin
        let to = from
        while (due[to]?.origin === time) to++
        const forecasts = due.slice(from, to)
        counted += forecasts.length
        // What is filled in was not to be had in time.
        if (!(time > closed)) behind += forecasts.filter(hasValue).length
        for (const forecast of time > closed ? reconciled(time, forecasts) : asTheyAre(forecasts)) emit(forecast)
        from = to
      }
    }
    return {
      next(forecast) {
        const { key = [], origin } = forecast
        if (isTotalKey(key)) throw new DataError(calledTotal(key))
        const known = hasValue(forecast)
        const isNew = totals.parts.known(forecast.key) === undefined
        if (known && isNew && recent.length === mostBehind && origin < recent[0]!)
          throw new DataError(notByTime(key.join(', '), origin, clock))
        if (known && origin > clock) {
          const until = late ? Math.min(clock, addSteps(origin, late, -1)) : clock
          clock = origin
          if (until > closed) close(until)
        } else if (origin > newest && ++rises > mostWaiting) close(newest)
        newest = Math.max(newest, origin)
        held.push(forecast)
      },
      flush: () => close(Number.POSITIVE_INFINITY),
      close: () => total.close?.(),
      memory: () => total.memory?.(),
      summary: () => {
        const { warnings = [], ...rest } = total.summary?.() ?? {}
        return { ...rest, warnings: behind === 0 ? warnings : [...warnings, tooLate(behind, counted)] }
      },
      state(fields) {
        fields.constant('limits', JSON.stringify(limits))
        fields.part('totals', totals)
        fields.part('total', total)
        held = fields.list('held', held, visitHeld)
        clock = fields.number('clock', clock)
        closed = fields.number('closed', closed)
        recent = Array.from(fields.array('recent', Float64Array.from(recent), timeOrNone))
        newest = fields.number('newest', newest)
        rises = fields.counter('rises', rises)
        counted = fields.counter('counted', counted)
        behind = fields.counter('behind', behind)
      },
    }
  })
}

const hasValue = ({ observation }: Forecast) => Array.from(observation.values).some(Number.isFinite)

const calledTotal = (key: readonly string[]) =>
  `total: expected no series called ${key.join(', ')}, got one; if its rows are the sum of the others, leave them out, else give it another name`

const notByTime = (name: string, origin: number, clock: number) =>
  `total: expected the rows of all series in order of time, got ${name} at ${formatTimestamp(origin)} after others at ${formatTimestamp(clock)}; set sort: true in the source, or sort the file by its time column`

const otherLeads = (expected: string, got: string) =>
  `total: expected forecasts at the leads of the series, ${expected}, got ${got}; set the horizon of both`

const tooLate = (behind: number, counted: number) =>
  `${behind} of ${counted} forecasts came after the total of their time was made, and do not add up to it; sort the rows by time, or set a lateness`
