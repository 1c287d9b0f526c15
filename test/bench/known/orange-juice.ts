import { readFileSync } from 'node:fs'
import { type Case, planned } from './case.ts'
import { holidays } from './holidays.ts'

const weekMs = 7 * 86_400_000
/** Week 40 begins on 14 June 1990. */
const firstWeek = Date.UTC(1990, 5, 14) - 40 * weekMs
const store = '2'

/**
 * Sales by week of eleven brands of orange juice in a store of Dominick's in Chicago, with their prices, whether they
 * were in the leaflet and whether there was a coupon or a display: `orangeJuice$yx` of the R package bayesm. A week
 * that the file lacks is missing.
 */
export function juice(path: string): Case[] {
  const [header, ...rows] = readFileSync(path, 'utf8')
    .trim()
    .replaceAll('"', '')
    .split('\n')
    .map((line) => line.split(','))
  const at = (name: string) => header!.indexOf(name)
  const own = rows.filter((row) => row[at('store')] === store)
  const weeks = own.map((row) => Number(row[at('week')]))
  const [first, last] = [Math.min(...weeks), Math.max(...weeks)]
  const times = Array.from({ length: last - first + 1 }, (_, i) => firstWeek + (first + i) * weekMs)
  // A week counts as one of holidays if one of its days is.
  const days = Array.from({ length: 7 }, (_, i) => holidays(times, ['US', 'IL'], -i))
  const holiday = times.map((_, t) => Math.max(...days.map((day) => day[t]!)))
  return Array.from({ length: 11 }, (_, i) => String(i + 1)).map((brand) => {
    const byWeek = new Map(
      own.flatMap((row) => (row[at('brand')] === brand ? [[Number(row[at('week')]) - first, row] as const] : [])),
    )
    const column = (name: string) => times.map((_, t) => Number(byWeek.get(t)?.[at(name)] ?? Number.NaN))
    return {
      name: `orange juice ${brand}`,
      origin: 'real',
      cadence: '1w',
      season: [52],
      horizon: 4,
      times,
      values: column('logmove').map((log) => Math.round(Math.exp(log))),
      columns: {
        price: planned(column(`price${brand}`)),
        leaflet: planned(column('feat')),
        deal: planned(column('deal')),
        holiday: planned(holiday),
      },
    }
  })
}
