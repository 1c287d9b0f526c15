import { readFileSync } from 'node:fs'
import { header, retailLines } from '../retail/sales.ts'
import { type Case, forecastsOf, gaussian, planned } from './case.ts'

/** Products with promotions; the others have nothing to know. */
const promoted = 8

/** Sales of products that do not exist: prices and promotions are known, as a shop plans them. */
export function retail(): Case[] {
  const names = header.split(',')
  const series = new Map<string, string[][]>()
  for (const line of retailLines({ products: 30, days: 730, seed: 1 })) {
    const cells = line.split(',')
    const id = cells[names.indexOf('product')]!
    series.set(id, [...(series.get(id) ?? []), cells])
  }
  const all = [...series].map(([id, lines]): Case => {
    const column = (name: string) =>
      lines.map((cells) => {
        const cell = cells[names.indexOf(name)]!
        return cell === '' ? Number.NaN : Number(cell)
      })
    return {
      name: `sales of ${id}`,
      origin: 'generated',
      cadence: '1d',
      season: [7],
      horizon: 7,
      times: lines.map((cells) => Date.parse(cells[names.indexOf('date')]!)),
      values: column('demand'),
      columns: { price: planned(column('price')), promotion: planned(column('promotion')) },
    }
  })
  const isPromoted = ({ columns, times }: Case) => times.some((_, t) => columns.promotion!(t, 0) === 1)
  return all.filter(isPromoted).slice(0, promoted)
}

/** Seattle's highest temperature by a forecast of wind and rain, and by three columns of noise. */
export function seattle(): Case[] {
  const lines = readFileSync(new URL('../../../data/seattle-weather.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  const rows = lines.slice(1).map((line) => line.split(','))
  const column = (at: number) => rows.map((cells) => Number(cells[at]))
  const times = rows.map((cells) => Date.parse(cells[0]!))
  const common = { cadence: '1d', season: [7], horizon: 7, times, values: column(2) }
  const noise = [1, 2, 3].map((seed) => {
    const next = gaussian(seed)
    return [`noise ${seed}`, planned(times.map(next))] as const
  })
  return [
    {
      ...common,
      name: "Seattle's temp_max",
      origin: 'real; forecasts of wind and rain with errors added',
      columns: { wind: forecastsOf(column(4), 1, 1, 1), rain: forecastsOf(column(1), 5, 1, 2) },
    },
    { ...common, name: "Seattle's temp_max", origin: 'columns of noise', columns: Object.fromEntries(noise) },
  ]
}
