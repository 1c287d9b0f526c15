// npm run bench:events [-- --rows 20000]
// Prints how often values of stationary series are anomalies at a stated rarity, how often alerts on real data come true,
// and what the events cost a row.
import { parseArgs } from 'node:util'
import { lastValueFrom, toArray } from 'rxjs'
import { SeriesWatch } from '../../../src/events/series-watch.ts'
import { Random } from '../../../src/lstm/random.ts'
import { alert } from '../../../src/operators/alert.ts'
import { chain } from '../../../src/operators/chain.ts'
import { forecast } from '../../../src/operators/forecast.ts'
import { inOrder } from '../../../src/operators/in-order.ts'
import { score } from '../../../src/operators/score.ts'
import type { Observation } from '../../../src/series/observation.ts'
import type { Scored } from '../../../src/series/scored.ts'
import { fromCsv } from '../../../src/sources/from-csv.ts'
import { gaussian } from '../../laws/series.ts'

const { values: options } = parseArgs({ options: { rows: { type: 'string', default: '20000' } } })
const rows = Number(options.rows)
const dayMs = 86_400_000
const simple = ['persistence', 'drift', 'rls(1)', 'rls(3)']

/** All that is scored of observations. */
function scoredOf(observations: readonly Observation[], cadence: string, season: number | 'none', horizon: number) {
  const all: Scored[] = []
  const experts = season === 'none' ? simple : [...simple, 'seasonalNaive']
  const steps = chain(inOrder(), forecast({ cadence, season, horizon, experts }), score({ anomalies: 0 }))
  const run = steps.open((scored: unknown) => all.push(scored as Scored))
  for (const observation of observations) run.next(observation)
  run.close?.()
  return all
}

const errors: Readonly<Record<string, (seed: number) => () => number>> = {
  'normal errors': gaussian,
  'exponential errors': (seed) => {
    const random = new Random(seed)
    return () => -Math.log(1 - random.uniform()) * (random.uniform() < 0.5 ? -1 : 1)
  },
  'errors of a t distribution with 4 degrees of freedom': (seed) => {
    const normal = gaussian(seed)
    return () => normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2 + normal() ** 2) / 4)
  },
}

console.log(`Anomalies in ${rows} rows of a level with a weekly season, from row 100 on: share found ÷ share stated`)
for (const [name, start] of Object.entries(errors)) {
  const next = start(1)
  const observations = Array.from({ length: rows }, (_, i) => ({
    time: i * dayMs,
    values: [100 + 10 * (i % 7) + 3 * next()],
  }))
  const all = scoredOf(observations, '1d', 7, 2)
  const cells = [100, 1000].map((oneIn) => {
    const watch = new SeriesWatch({ channels: 1, lead: 1, levels: [0.8, 0.95], anomalies: oneIn, targets: [] })
    const begun = process.cpuUsage()
    let found = 0
    for (const [i, scored] of all.entries())
      for (const { kind } of watch.add(scored)) if (kind === 'anomaly' && i >= 100) found++
    const { user, system } = process.cpuUsage(begun)
    const us = (user + system) / all.length
    return `one in ${oneIn}: ${((found * oneIn) / (rows - 100)).toFixed(2)} (${us.toFixed(1)} µs a row)`
  })
  console.log(`  ${name.padEnd(54)}${cells.join('   ')}`)
}

const vega = 'node_modules/vega-datasets/data'
const files = [
  ['data/seattle-weather.csv', 'date', 'temp_max', '1d', 365, 7],
  ['data/seattle-weather.csv', 'date', 'wind', '1d', 365, 7],
  ['data/co2-concentration.csv', 'Date', 'CO2', '1mo', 12, 12],
  ['data/airline-passengers.csv', 'month', 'passengers', '1mo', 12, 12],
  [`${vega}/sp500-2000.csv`, 'date', 'close', '1bd', 'none', 5],
  [`${vega}/us-employment.csv`, 'month', 'retail_trade', '1mo', 12, 6],
  [`${vega}/us-employment.csv`, 'month', 'construction', '1mo', 12, 6],
] as const

interface Fired {
  readonly stated: number
  readonly isTrue: boolean
}

/** The alerts that fire, and whether the limit was passed within the span. */
function fired(
  all: readonly Scored[],
  limit: number,
  side: 'above' | 'below',
  within: number,
  probability: number,
): Fired[] {
  const out: Fired[] = []
  let at = 0
  const run = alert({ [side]: limit, within, probability }).open(({ events = [] }) => {
    for (const { kind, reason } of events) {
      if (kind !== 'alert' || at + within >= all.length) continue
      const later = all.slice(at + 1, at + 1 + within).map(({ observation }) => observation.values[0]!)
      const isTrue = later.some((value) => (side === 'above' ? value > limit : value < limit))
      out.push({ stated: Number(/probability of (\d+) %/.exec(reason)![1]) / 100, isTrue })
    }
  })
  for (; at < all.length; at++) run.next(all[at]!)
  return out
}

console.log('\nAlerts on real data, at limits that a tenth to nine tenths of the values pass, after the first 100 rows')
const alerts = new Map<string, Fired[]>()
for (const [path, time, target, cadence, season, horizon] of files) {
  const source = fromCsv({ path, time, target })
  const observations = await lastValueFrom(source.pipe(toArray()))
  const all = scoredOf(observations, cadence, season, horizon)
  const sorted = all.map(({ observation }) => observation.values[0]!).sort((a, b) => a - b)
  for (const share of [0.1, 0.3, 0.5, 0.7, 0.9])
    for (const side of ['above', 'below'] as const)
      for (const within of [1, horizon])
        for (const probability of [0.5, 0.8, 0.9]) {
          const limit = sorted[Math.floor(share * sorted.length)]!
          const name = `${probability}, ${within === 1 ? 'the next step' : 'the whole horizon'}`
          alerts.set(name, [...(alerts.get(name) ?? []), ...fired(all.slice(100), limit, side, within, probability)])
        }
}
for (const [name, all] of [...alerts].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const mean = (of: (one: Fired) => number) => all.reduce((sum, one) => sum + of(one), 0) / all.length
  const [stated, came] = [mean((one) => one.stated), mean((one) => Number(one.isTrue))]
  console.log(
    `  from ${name.padEnd(26)} ${String(all.length).padStart(4)} alerts   stated when they fired ${stated.toFixed(2)}   came true ${came.toFixed(2)}`,
  )
}
const near = [...alerts.values()].flat().filter(({ stated }) => stated >= 0.75 && stated < 0.85)
console.log(
  `  stated 0.75 to 0.85: ${near.length} alerts, came true ${(near.filter(({ isTrue }) => isTrue).length / near.length).toFixed(2)}`,
)
