/** What the name of a column suggests. */

/** The words of a name in lower case, without units in parentheses: `4. Close (USD)` has `close`. */
export function wordsOf(name: string): string[] {
  const plain = name
    .replace(/\([^)]*\)|\[[^\]]*\]|\{[^}]*\}/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    // Of fine dust: pm2.5 is one word.
    .replace(/\bpm[ _]?(\d+)[.,]?(\d?)/g, 'pm$1$2')
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !/^\d+$/.test(word))
}

/** Words of targets, by rank: the first list comes before the second. English, German, French, Spanish. */
const targetWords = [
  'y target value values actual ot wert messwert valeur valor',
  'close closing schlusskurs schluss cloture cierre',
  'sales sale sold revenue revenues turnover umsatz verkauf absatz ventes ventas ca ingresos demand nachfrage demande demanda',
  'total count cnt counts anzahl nombre numero',
  'price prices preis kurs prix precio last settle rate rates',
  'passengers visitors visits besucher besuche visiteurs visitantes customers kunden clients clientes users riders riderships ridership guests',
  'orders bestellungen commandes pedidos bookings buchungen trips rides views pageviews hits clicks requests calls sessions',
  'cases deaths births arrivals departures admissions traffic volume verkehr trafic trafico',
  'amount betrag montant importe quantity qty menge quantite cantidad units stück consumption verbrauch consommation consumo usage',
  'load last power energy leistung energie charge potencia energia generation production produktion kw kwh mw mwh',
  'flow discharge level abfluss pegel wasserstand debit niveau caudal nivel water',
  'co2 pm25 pm10 pm1 o3 no2 so2 co pollution aqi ozone',
  'temp temperature temperatur température temperatura tmax',
  'humidity pressure wind rain precipitation rainfall snow radiation solar feuchte druck regen niederschlag',
].map((list) => new Set(list.split(' ')))

/** Words of columns that are rarely what is meant: they describe a row, or are limits of a value. */
const seldomTargets = new Set(
  'id no nr idx index code key uid uuid lat lon lng latitude longitude altitude elevation zip postcode plz flag quality qn qc status rank row year month day hour minute second week weekday quarter season holiday store dept department shop item product station stations site sensor device customer user std sd stddev error err lower upper ci promo open high low'.split(
    ' ',
  ),
)

/**
 * How much a name suggests a target; larger is more. A name whose last word is known comes before one that only holds
 * it: sales before sales_tax.
 */
export function targetRank(name: string): number {
  const words = wordsOf(name)
  const rank = Math.max(-1, ...words.map((word) => targetWords.length - 1 - listOf(word)))
  if (rank < 0) return words.some((word) => seldomTargets.has(word)) ? -2 : -1
  const limits = words.some(
    (word) => seldomTargets.has(word) || /^(min|minimum|adj|adjusted|prev|previous)$/.test(word),
  )
  return (
    rank +
    (listOf(words.at(-1) ?? '') < targetWords.length ? 0.25 : 0) +
    (words.length === 1 ? 0.25 : 0) -
    (limits ? 0.6 : 0)
  )
}

const listOf = (word: string) => {
  const at = targetWords.findIndex((list) => list.has(word) || list.has(plain(word)))
  return at < 0 ? targetWords.length : at
}

/** Without accents. */
const plain = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '')

const barWords = new Set(
  'open high low close adj adjusted last vwap bid ask mid settle wap typical median average avg prev previous offen hoch tief schluss eröffnung eröffnungskurs schlusskurs'.split(
    ' ',
  ),
)
/** The prices of a bar that a series of its own is forecast for. */
const closing = /^(close|last|adj|adjusted|settle|schluss|schlusskurs|vwap|mid)$/

/** Whether a column is a price of a bar. */
export const isBarPrice = (name: string): boolean => wordsOf(name).some((word) => barWords.has(word))

/** Whether a column is one of the prices of the bar that another column belongs to: open beside close. */
export function sameBar(name: string, target: string): boolean {
  const words = wordsOf(name)
  return (
    words.some((word) => barWords.has(word)) && wordsOf(target).some((word) => closing.test(word) || barWords.has(word))
  )
}

/** Names of columns that tell series apart. */
export const namesSeries = (name: string): boolean =>
  wordsOf(name).some((word) =>
    /^(id|ids|uid|uuid|key|device|devices|sensor|station|stations|site|meter|node|host|hostname|instance|machine|entity|ticker|tickers|symbol|stock|isin|exchange|currency|pair|asset|store|stores|shop|branch|filiale|item|items|sku|product|produkt|artikel|article|category|brand|family|dept|department|series|unique|country|countries|land|pays|region|state|city|stadt|county|zone|area|location|place|building|room|channel|tag|metric|variable|field|parameter|measurement|table|line|route|group|segment|customer|team|vehicle|plant|well|pump|reactor|store_nbr|geo|partner)$/.test(
      word,
    ),
  )

/** Names of columns that hold parts of a time, which never tell series apart. */
export const namesTime = (name: string): boolean =>
  wordsOf(name).some((word) =>
    /^(ds|at|when|fy|fiscal|time|date|datetime|timestamp|ts|unix|epoch|year|yr|month|mon|mnth|day|dom|dow|doy|hour|hr|minute|min|second|sec|week|weekday|quarter|jahr|monat|tag|stunde|uhrzeit|zeit|datum|periode|period|annee|année|mois|jour|heure|fecha|hora|mes|dia|día|año|ano)$/.test(
      word,
    ),
  )

/** Names of columns that describe rows and never tell series apart. */
export const neverSeries = (name: string): boolean =>
  wordsOf(name).some((word) =>
    /^(weather|condition|conditions|holiday|event|events|status|flag|quality|qn|qc|comment|note|notes|remark|description|reason)$/.test(
      word,
    ),
  )
