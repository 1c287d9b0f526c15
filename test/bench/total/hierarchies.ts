import { readFileSync } from 'node:fs'
import type { ForecastOptions } from '../../../src/operators/forecast.ts'
import type { Observation } from '../../../src/series/observation.ts'
import { header, retailLines } from '../retail/sales.ts'
import { grouped } from '../suite/grouped.ts'
import { readSuite } from '../suite/series.ts'

/** Series that have a total. */
export interface Hierarchy {
  readonly name: string
  /** In order of time. */
  readonly rows: readonly Observation[]
  readonly options: ForecastOptions
}

const levels = [0.8, 0.95]
const daily: ForecastOptions = { horizon: 7, cadence: '1d', intervals: levels }
const counts: ForecastOptions = { ...daily, season: ['1w', '1y'], min: 0, integer: true }

const observation = (key: string, time: number, value: number): Observation => ({
  key: [key],
  time,
  values: [value],
  covariates: [],
})

/** The generated shop: its products, and the same sales by department. */
export function shop(products: number, days: number): Hierarchy[] {
  const names = header.split(',')
  const sales = Array.from(retailLines({ products, days, seed: 1 }), (line) => {
    const cells = line.split(',')
    const cell = (name: string) => cells[names.indexOf(name)]!
    const demand = cell('demand') === '' ? Number.NaN : Number(cell('demand'))
    return { ...observation(cell('product'), Date.parse(cell('date')), demand), department: cell('department') }
  })
  const sums = new Map<string, Observation>()
  for (const { department, time, values } of sales) {
    const before = sums.get(`${department} ${time}`)?.values[0] ?? 0
    sums.set(`${department} ${time}`, observation(department, time, before + (values[0]! || 0)))
  }
  return [
    { name: `shop, ${products} products`, rows: sales, options: counts },
    { name: 'the same, departments', rows: [...sums.values()], options: counts },
  ]
}

/** The two cities and the five companies of vega-datasets. */
export function vega(): Hierarchy[] {
  const read = (name: string, key: number, time: number, value: number) =>
    readFileSync(`node_modules/vega-datasets/data/${name}.csv`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .map((cells) => observation(cells[key]!, Date.parse(`${cells[time]} UTC`), Number(cells[value])))
      .toSorted((a, b) => a.time - b.time)
  return [
    { name: 'two cities', rows: read('weather', 0, 1, 3), options: { ...daily, season: '1y' } },
    {
      name: 'five companies',
      rows: read('stocks', 0, 1, 2),
      options: { horizon: 3, cadence: '1mo', intervals: levels },
    },
  ]
}

const cadences: Readonly<Record<string, string>> = {
  daily: '1d',
  hourly: '1h',
  weekly: '1w',
  monthly: '1mo',
  quarterly: '3mo',
}
const mostRows = 800

/** The series of a suite with the same cadence and as many rows: four and more of them are taken for parts of a total. */
export function suite(folder: string): Hierarchy[] {
  const series = readSuite(folder, undefined, undefined, 1).filter(({ group }) => cadences[group])
  const groups = grouped(series, ({ group, values }) => `${group}, ${values.length} rows`)
  return [...groups].flatMap(([name, parts]) => {
    if (parts.length < 4) return []
    const [{ group, horizon, times }] = parts as [(typeof parts)[number]]
    const from = Math.max(0, times.length - mostRows)
    const rows = times
      .slice(from)
      .flatMap((time, i) => parts.map(({ id, values }) => observation(id, time, values[from + i]!)))
    return [{ name, rows, options: { horizon, cadence: cadences[group]!, intervals: levels } }]
  })
}
