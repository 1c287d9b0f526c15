import { header, retailLines } from '../retail/sales.ts'
import type { Panel, PanelSeries } from './panel.ts'

const products = 60
const names = header.split(',')
const at = (name: string) => names.indexOf(name)

/** The demand for generated products of a shop with their prices and promotions; missing if the shelf was empty. */
export function retailPanel(days: number): Panel {
  const series = new Map<string, { id: string; times: number[]; values: number[]; covariates: number[][] }>()
  for (const line of retailLines({ products, days, seed: 1 })) {
    const cells = line.split(',')
    const id = cells[at('product')]!
    const one = series.get(id) ?? { id, times: [], values: [], covariates: [] }
    series.set(id, one)
    const demand = cells[at('demand')]!
    one.times.push(Date.parse(cells[at('date')]!))
    one.values.push(demand === '' ? Number.NaN : Number(demand))
    one.covariates.push([Number(cells[at('price')]), Number(cells[at('promotion')])])
  }
  const all: PanelSeries[] = [...series.values()]
  return { cadence: '1d', season: 7, horizon: 7, series: all }
}
