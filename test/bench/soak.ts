// npm run bench:soak [-- --rows 1000000]
// A long synthetic stream with drift, gaps, jumps and missing values through the whole forecaster: not one number may be anything but finite.
import { parseArgs } from 'node:util'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { Random } from '../../src/lstm/random.ts'

const { values: options } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } })
const rows = Number(options.rows)
const hour = 3_600_000
const random = new Random(1)
const forecaster = new Forecaster({
  leads: [1, 2, 3],
  channels: 1,
  cadence: '1h',
  season: 24,
  levels: [0.8, 0.95],
  hidden: 8,
  seed: 1,
})

let level = 0
let time = 0
let worst = 0
let begun = performance.now()
for (let row = 1; row <= rows; row++) {
  level += random.uniform() - 0.499 + (row % 50_000 === 0 ? 1000 : 0)
  const gap = row % 20_000 === 0
  time += gap ? 500 * hour : hour
  const missing = random.uniform() < 0.02 || row % 7000 < 30
  const spike = row % 9001 === 0 ? 1e6 : 0
  const value = missing ? Number.NaN : level + 5 * ((row % 24) / 24) + random.uniform() + spike
  const { values, lower, upper } = forecaster.observe({ time, values: [value], covariates: [], restart: gap })
  const numbers =
    row < 100 ? [...values] : [...values, ...lower.flatMap((ends) => [...ends]), ...upper.flatMap((ends) => [...ends])]
  if (row > 40 && !numbers.every(Number.isFinite))
    throw new Error(`row ${row}: expected finite numbers, got ${numbers.join(', ')}`)
  worst = Math.max(worst, ...numbers.filter(Number.isFinite).map(Math.abs))
  if (row % Math.max(1, Math.floor(rows / 10)) === 0) {
    const seconds = (performance.now() - begun) / 1000
    const rate = rows / 10 / seconds
    console.log(
      `${row.toLocaleString('en')} rows, all finite; largest ${worst.toExponential(2)}; ${rate.toFixed(0)} rows/s; ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
    )
    begun = performance.now()
  }
}
