// npm run bench:total -- [--products 60] [--days 730] [--suite FOLDER] [--only NAME]
// Reconciles series with their total, and prints errors and coverage beside those of the forecasts before: the total's own,
// and those of the parts. Origins of the first third of the times are not scored. Ratios below 1 are better.
import { parseArgs } from 'node:util'
import { byKey } from '../../../src/operators/by-key.ts'
import { chain } from '../../../src/operators/chain.ts'
import { fillGaps } from '../../../src/operators/fill-gaps.ts'
import { forecast } from '../../../src/operators/forecast.ts'
import { reconcile } from '../../../src/operators/reconcile.ts'
import { stateful } from '../../../src/operators/stateful.ts'
import type { Forecast } from '../../../src/series/forecast.ts'
import { limitsOfTotal } from '../../../src/totals/totals.ts'
import { type Hierarchy, shop, suite, vega } from './hierarchies.ts'
import { Judge } from './judge.ts'

const { values: given } = parseArgs({
  options: {
    products: { type: 'string', default: '60' },
    days: { type: 'string', default: '730' },
    suite: { type: 'string' },
    only: { type: 'string', default: '' },
  },
})

/** Passes values on, and shows them to somebody. */
const shown = (see: (forecast: Forecast) => void) =>
  stateful<Forecast, Forecast>((emit) => ({
    next(value) {
      see(value)
      emit(value)
    },
    state() {},
  }))

function judge({ options, rows }: Hierarchy): Judge {
  const { cadence, integer, max, min } = options
  const limits = { integer, max, min }
  const judge = new Judge(new Set(rows.map(({ time }) => time)))
  const series = chain(
    fillGaps(cadence!),
    forecast(options),
    shown((made) => judge.before.take(made)),
  )
  const own = chain(
    forecast({ ...options, ...limitsOfTotal(limits, 1) }),
    shown((made) => judge.before.take(made)),
  )
  const run = chain(byKey(series), reconcile(own, limits)).open((made) => judge.take(made))
  for (const row of rows) run.next(row)
  run.flush?.()
  run.close?.()
  return judge
}

const hierarchies = [
  ...shop(Number(given.products), Number(given.days)),
  ...vega(),
  ...(given.suite ? suite(given.suite) : []),
].filter(({ name }) => name.includes(given.only))

const geometric = (ratios: readonly number[]) =>
  Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length)
const percent = (share: number) => (100 * share).toFixed(1)

console.log(
  '| series | parts | total: MAE | RMSE | in 80 % | in 95 % | parts: MAE | RMSE | in 80 % | in 95 % | off by |',
)
console.log('|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|')
const all: number[][] = []
for (const hierarchy of hierarchies) {
  const { after, before, offBy, parts } = judge(hierarchy)
  const ratio = (keys: readonly string[], of: 'mae' | 'rmse') =>
    geometric(keys.map((key) => after.of(key)[of] / before.of(key)[of]).filter(Number.isFinite))
  const inside = (keys: readonly string[], level: number) =>
    [before, after].map((side) => percent(side.inside(keys, level))).join(' → ')
  const total = ['total']
  const ratios = [ratio(total, 'mae'), ratio(total, 'rmse'), ratio(parts, 'mae'), ratio(parts, 'rmse')]
  all.push(ratios)
  const [totalMae, totalRmse, partsMae, partsRmse] = ratios.map((one) => one.toFixed(3))
  console.log(
    `| ${hierarchy.name} | ${parts.length} | ${totalMae} | ${totalRmse} | ${inside(total, 0)} | ${inside(total, 1)} | ${partsMae} | ${partsRmse} | ${inside(parts, 0)} | ${inside(parts, 1)} | ${offBy} |`,
  )
}
const [totalMae, totalRmse, partsMae, partsRmse] = [0, 1, 2, 3].map((i) =>
  geometric(all.map((one) => one[i]!)).toFixed(3),
)
console.log(`| geometric mean | | ${totalMae} | ${totalRmse} | | | ${partsMae} | ${partsRmse} | | | |`)
