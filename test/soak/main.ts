// npm run soak [-- --rows 5000000]
// Millions of rows through a run of the built command line with a checkpoint every 5 s: memory stays flat, and a row costs what it cost at first.
import { parseArgs } from 'node:util'
import { soaked } from './soaked.ts'

const { values: options } = parseArgs({ options: { rows: { type: 'string', default: '5000000' } } })
const rows = Number(options.rows)
const parts = 10
const all = await soaked(rows, parts, ({ clock, cpu, mb, rows, state }) =>
  console.log(
    `${rows.toLocaleString('en')} rows: ${cpu.toFixed(1)} µs a row (${clock.toFixed(1)} by the clock), ${mb.toFixed(0)} MB, ${(state / 1000).toFixed(0)} kB of checkpoints`,
  ),
)
// The first tenth warms up.
const [, first, ...rest] = all
const last = rest.at(-1)!
const cost = last.cpu / first!.cpu
const grown = last.mb - first!.mb
console.log(
  `the last ${(rows / parts).toLocaleString('en')} rows against the second: ${cost.toFixed(2)} times the cost a row, ${grown.toFixed(0)} MB more`,
)
if (cost > 1.3 || grown > 50) throw new Error('expected at most 1.3 times the cost and 50 MB more')
