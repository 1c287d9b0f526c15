import { wordsOf } from './column-names.ts'
import { word } from './column-roles.ts'

/** What the user named on the command line and a command must keep. */
export interface Named {
  readonly time?: readonly string[] | undefined
  readonly by?: readonly string[] | undefined
  readonly rows?: { readonly where?: object | undefined } | undefined
}

/** Periods that rows are put together by, shortest first, none shorter in milliseconds than any of its kind. */
const periods = [
  ['1s', 1e3],
  ['10s', 1e4],
  ['1min', 6e4],
  ['5min', 3e5],
  ['15min', 9e5],
  ['1h', 36e5],
  ['1d', 864e5],
  ['1w', 6048e5],
  ['1mo', 26784e5],
  ['1y', 316224e5],
] as const

const amounts =
  /^(sale|sales|sold|revenue|revenues|turnover|umsatz|verkauf|absatz|ventes|ventas|total|count|cnt|counts|anzahl|nombre|numero|passengers|visitors|visits|customers|guests|orders|bookings|trips|rides|views|pageviews|hits|clicks|requests|calls|sessions|cases|deaths|births|arrivals|departures|admissions|amount|betrag|montant|importe|quantity|qty|menge|units|fires|consumption|kwh|mwh|rain|rainfall|precipitation)$/

/**
 * The command that makes one row of those of a time: amounts are added up, by day at least; readings are averaged, over
 * the usual step of the times.
 *
 * @param times of the rows, in any order; without them a day
 */
export function putTogether(name: string, targets: readonly string[], named: Named, times?: Float64Array): string {
  const isAmount = targets.every((target) => wordsOf(target).some((one) => amounts.test(one)))
  const step = Math.max(isAmount || !times ? 864e5 : 0, times ? usualStep(times) : 0)
  const [period] = periods.find(([, ms]) => ms >= step) ?? periods.at(-1)!
  const list = (option: string, names: readonly string[] | undefined) =>
    names && names.length > 0 ? ` ${option} ${names.map(word).join(',')}` : ''
  const where = Object.entries(named.rows?.where ?? {}).map(
    ([column, value]) => ` --where ${word(`${column}=${value}`)}`,
  )
  const kept = `${list('--target', targets)}${list('--time', named.time)}${list('--by', named.by)}${where.join('')}`
  return `${isAmount ? 'add them up' : 'average them'}: rxcast forecast ${word(name)}${kept} ${isAmount ? '--sum' : '--mean'} ${period}`
}

/** The middle one of the steps between different times. */
function usualStep(times: Float64Array): number {
  const rising = times.slice().sort()
  const steps = rising.map((time, i) => (i === 0 ? 0 : time - rising[i - 1]!)).filter((step) => step > 0)
  return steps.sort()[steps.length >> 1] ?? 0
}
