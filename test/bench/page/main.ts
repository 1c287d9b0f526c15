// npm run bench:page [-- SERIES] [ROWS] [CLIENTS]
// What the page of many series costs: microseconds and bytes a series, and what clients of the overview are sent while
// rows come. Forecasts are made up; their scores are not computed.
import { performance } from 'node:perf_hooks'
import { KeyedRecorders } from '../../../src/recording/keyed-recorders.ts'
import type { ScoredData } from '../../../src/series/scored.ts'
import { startDashboard } from '../../../src/server/dashboard.ts'
import { snapshot } from '../../../src/state/snapshot.ts'
import { scoredWeather } from '../../server/scored-weather.ts'

const [series = 10_000, rows = 70, clients = 20] = process.argv.slice(2).map(Number)
const run = scoredWeather({ rows })
const keys = Array.from({ length: series }, (_, i) => [`product-${i}`])
const rowOf = (row: number, i: number): ScoredData => {
  const scored = run[row]!
  return { ...scored, inside: undefined, observation: { ...scored.observation, key: keys[i] } }
}
const heap = () => {
  global.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
const figure = (value: number, digits = 1) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

const before = heap()
const recorders = new KeyedRecorders({ id: 'a', title: 'a', series: ['sales'], budget: 16 << 20 })
let ms = 0
for (let row = 0; row < rows; row++) {
  const batch = keys.map((_, i) => rowOf(row, i))
  const begun = performance.now()
  recorders.write(batch)
  ms += performance.now() - begun
}
const memory = heap() - before
const sizes = recorders.all.map((one) => snapshot(one).length)
const glances = sizes.slice(1024)
console.log(`${figure(series, 0)} series, ${rows} rows each: ${figure((1000 * ms) / (series * rows), 2)} µs a row`)
console.log(`memory: ${figure(memory / series / 1000)} kB a series`)
console.log(`state: ${figure(sizes[0]! / 1000)} kB with a recorder, ${figure((glances[0] ?? 0) / 1000)} kB without`)
const listed = performance.now()
console.log(
  `names and events: ${figure(snapshot(recorders).length / 1000)} kB, ${figure(performance.now() - listed)} ms`,
)

const serve = async (count: number) => {
  const dashboard = await startDashboard({ title: 'shop', targets: ['sales'], by: ['product'], port: 0 })
  dashboard.write(keys.map((_, i) => rowOf(0, i)))
  const bytes = Array<number>(count).fill(0)
  const abort = new AbortController()
  const open = Array.from({ length: count }, async (_, i) => {
    const response = await fetch(new URL('overview', dashboard.url), { signal: abort.signal })
    for await (const chunk of response.body!) bytes[i]! += chunk.length
  })
  await new Promise((resolve) => setTimeout(resolve, 2000))
  const first = bytes.reduce((sum, one) => sum + one, 0)
  const cpu = process.cpuUsage()
  const begun = performance.now()
  let written = 0
  // A row of each series a second, in batches as a run writes them.
  for (let row = 1; row <= 6; row++) {
    for (let at = 0; at < series; at += 256) {
      const batch = keys.slice(at, at + 256).map((_, i) => rowOf(row, at + i))
      const from = performance.now()
      dashboard.write(batch)
      written += performance.now() - from
      await new Promise((resolve) => setTimeout(resolve, (1000 * 256) / series - (performance.now() - from)))
    }
  }
  const seconds = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const sent = bytes.reduce((sum, one) => sum + one, 0) - first
  console.log(
    `${count} clients: ${figure(first / Math.max(1, count) / 1e6, 2)} MB each at first, then ${figure(sent / Math.max(1, count) / seconds / 1000)} kB a second each; processor ${figure((user + system) / 1000 / seconds)} ms a second, clients included; writing ${figure((1000 * written) / (6 * series), 2)} µs a row`,
  )
  abort.abort()
  await Promise.allSettled(open)
  await dashboard.close()
}
await serve(0)
await serve(1)
await serve(clients)
