import { wordsOf } from './column-names.ts'
import type { Column } from './columns.ts'

/** What the values of a column can be, as options of `forecast`; absent if it is not clear. */
export interface NaturalBounds {
  readonly min?: number
  readonly max?: number
  readonly integer?: true
}

const list = (words: string) => new Set(words.split(' '))

/** Numbers that are below 0 at other times, whatever this file holds, and prices. */
const signed = list(
  'temp temperature temperatur température temperatura tmin tmax tavg dew celsius fahrenheit change changes chg growth wachstum delta diff difference balance balances saldo kontostand net netto profit loss gewinn verlust pnl margin return returns rendite yield yields rate rates interest zins zinsen inflation spread anomaly residual error bias deviation offset angle slope latitude longitude elevation altitude sentiment correlation zscore log price prices preis kurs prix precio open close closing adj bid ask last settle',
)

/** Things that are counted. */
const counted = list(
  'count counts cnt anzahl nombre numero passengers visitors visits besucher besuche visiteurs visitantes customers kunden clients clientes users riders ridership guests people persons students patients orders bestellungen commandes pedidos bookings buchungen reservations trips rides pickups views pageviews hits clicks requests calls anrufe sessions logins signups downloads installs messages mails tickets cases deaths births arrivals departures admissions events incidents accidents crimes failures alarms bikes cars vehicles trucks units stück qty quantity menge quantite cantidad sales sold verkauf absatz ventes ventas demand nachfrage demande demanda stock inventory bestand lager deliveries shipments',
)

/** Other amounts that are never below 0. */
const amounts = list(
  'sale revenue revenues turnover umsatz consumption verbrauch consommation consumo usage traffic verkehr trafic rain rainfall regen precipitation precip niederschlag snow snowfall snowdepth schnee wind windspeed gust radiation irradiance solar pv sunshine visibility co2 pm1 pm10 pm25 o3 no2 so2 ozone concentration duration dauer latency runtime bytes throughput bandwidth volume weight distance',
)

const percentages = list(
  'percent percentage pct prozent pourcentage humidity feuchte feuchtigkeit rh battery soc akku auslastung utilization utilisation cloudiness',
)
const shares = list('share fraction proportion anteil probability occupancy utilization utilisation')
const ratings = list('rating ratings stars')
/** Units that a percentage does not have: battery voltage. */
const otherUnits = list('volt volts voltage spannung v mv current ampere amps power watt w kw kwh count price ratio')

/** Counts of this size on average are forecast as well without rounding. */
const largeCount = 100
/** Share of the values that are the least or the most possible one, and their number, from which it is a limit. */
const pileShare = 0.02
const leastPile = 3

/**
 * Limits that the kind of number has: 0 for counts and amounts, 100 or 1 for percentages and shares, 1 and 5 for ratings, whole numbers for
 * small counts. The name decides, and values that pile up at 0, 100 or 1 and never pass it. Never the largest value so
 * far, which the next may exceed, and never for numbers that can be below 0, such as temperatures and balances.
 *
 * @param values of all rows; NaN if missing
 */
export function naturalBounds({ name, cells }: Column, values: Float64Array): NaturalBounds {
  const words = wordsOf(name)
  const named = (kind: ReadonlySet<string>) => words.some((word) => kind.has(word))
  const { least, most, mean, whole, atLeast, atMost } = measures(values)
  if (!(least >= 0) || named(signed)) return {}

  const sign = /%/.test(name) || cells.some((cell) => cell.endsWith('%'))
  const percent = sign || (named(percentages) && !named(otherUnits))
  const share = named(shares) || (percent && !sign && most > 0.2)
  if (share && most <= 1 && !named(otherUnits)) return { min: 0, max: 1 }
  if (percent) return most <= 100 ? { min: 0, max: 100 } : { min: 0 }
  if (named(ratings) && atMost && [5, 10].includes(most)) return { min: Math.min(least, 1), max: most }
  if (!named(counted) && !named(amounts) && atMost && (most === 100 || (most === 1 && !whole)))
    return { min: 0, max: most }

  const zeros = least === 0 && atLeast
  // Whole numbers over two orders of magnitude: only counts and amounts have scales of that many steps.
  const wide = whole && most >= 100 * Math.max(1, least)
  if (!named(counted) && !named(amounts) && !zeros && !wide) return {}
  const count = whole && mean < largeCount && (named(counted) || (zeros && !named(amounts) && !named(otherUnits)))
  return count ? { min: 0, integer: true } : { min: 0 }
}

/** @returns also whether the values pile up at the least of them and at the most of them */
function measures(values: Float64Array) {
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  const { length } = known
  const least = known[0] ?? Number.NaN
  const most = known[length - 1] ?? Number.NaN
  const from = Math.max(leastPile, pileShare * length)
  const nextTo = (end: number) => {
    const count = known.reduce((sum, value) => sum + (value === end ? 1 : 0), 0)
    return count >= from && count < length
  }
  return {
    least,
    most,
    mean: known.reduce((sum, value) => sum + value / length, 0),
    whole: known.every(Number.isInteger),
    atLeast: nextTo(least),
    atMost: nextTo(most),
  }
}
