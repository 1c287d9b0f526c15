// npm run bench:memory [-- --series 100 --rows 1000 --weights shared]
// What a daily series with 7 leads and all experts takes of the memory of a process of many, with weights of its own or
// shared: growth of the resident memory, and its parts.
import { parseArgs } from 'node:util'
import { SharedLearning } from '../../../dist/forecaster/shared-learning.js'
import { networksInUse } from '../../../dist/lstm/create-engine.js'
import { chain } from '../../../dist/operators/chain.js'
import { fillGaps } from '../../../dist/operators/fill-gaps.js'
import { forecast } from '../../../dist/operators/forecast.js'
import { inOrder } from '../../../dist/operators/in-order.js'
import { score } from '../../../dist/operators/score.js'

const day = 86_400_000
const { values: options } = parseArgs({
  options: {
    series: { type: 'string', default: '100' },
    rows: { type: 'string', default: '1000' },
    weights: { type: 'string', default: 'own' },
  },
})
const [count, rows] = [Number(options.series), Number(options.rows)]
const first = Math.ceil(count / 2)
const { gc } = globalThis
if (!gc) throw new Error('expected node --expose-gc; npm run bench:memory')

const shared = options.weights === 'shared' ? new SharedLearning() : undefined
const steps = chain(inOrder(), fillGaps('1d'), forecast({ horizon: 7, season: 365 }), score())
const value = (t: number, s: number) =>
  15 + 10 * Math.sin((2 * Math.PI * (t + 31 * s)) / 365) + ((t * 7919 + s) % 13) / 4

/** Memory in use, in bytes. */
function used() {
  for (let i = 0; i < 5; i++) gc!()
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage()
  return {
    resident: rss,
    'JavaScript objects': heapUsed,
    'array buffers': arrayBuffers,
    WebAssembly: networksInUse().bytes,
    external,
  }
}

/** Sends all rows through some series. */
function pass(from: number, to: number) {
  const runs = Array.from({ length: to - from }, (_, i) => steps.open(() => {}, { key: `${from + i}`, shared }))
  for (let t = 0; t < rows; t++) {
    runs.forEach((run, i) => {
      run.next({ time: t * day, values: [value(t, from + i)], covariates: [] })
    })
    shared?.apply()
  }
  return runs
}

// What a process takes with some series already is not counted.
const some = pass(0, first)
const before = used()
const many = pass(first, first + count)
const after = used()
console.log(`${count} series of ${rows} rows, weights: ${options.weights}; kB a series`)
for (const name of Object.keys(before) as (keyof typeof before)[])
  console.log(`${name.padEnd(20)} ${((after[name] - before[name]) / count / 1000).toFixed(1).padStart(7)}`)
for (const run of [...some, ...many]) run.close?.()
