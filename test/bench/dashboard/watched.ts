/**
 * What being watched costs a run: `npm run bench:watched`. The weather of Seattle with the whole forecaster, alone and with a page looking
 * on, by turns: the median over the pairs, since each pair saw the same machine; a number after it is how many. Then 5,000 rows a second to
 * fifty clients. Clients are processes of their own, as browsers are.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { Subject } from 'rxjs'
import { Forecaster } from '../../../src/forecaster/forecaster.ts'
import { score } from '../../../src/operators/score.ts'
import type { Forecast } from '../../../src/series/forecast.ts'
import { type Dashboard, startDashboard } from '../../../src/server/dashboard.ts'
import { scoredWeather, seattle } from '../../server/scored-weather.ts'

const reader = `
const [url, count] = process.argv.slice(1)
let bytes = 0
for (let i = 0; i < count; i++) fetch(url + 'events').then(async ({ body }) => { for await (const chunk of body) bytes += chunk.length }).catch(() => {})
process.on('SIGTERM', () => { console.log(bytes); process.exit(0) })
`
const watch = async (dashboard: Dashboard, count: number): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['-e', reader, dashboard.url, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  while (dashboard.clients < count) await breath()
  return child
}
const breath = (ms = 10) => new Promise((resolve) => setTimeout(resolve, ms))

/** Milliseconds of this process's own work: another's on the same core does not count. */
const work = async (act: () => Promise<void>): Promise<number> => {
  const before = process.cpuUsage()
  await act()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const data = seattle()
async function run(dashboard: Dashboard | undefined): Promise<void> {
  const options = { channels: 1, covariates: 0, cadence: '1d', season: 365, levels: [0.8, 0.95], seed: 1 }
  const forecaster = new Forecaster({ leads: [1, 2, 3, 4, 5, 6, 7], ...options })
  const input = new Subject<Forecast>()
  input.pipe(score()).subscribe((scored) => dashboard?.write([scored]))
  let rows = 0
  for (const { time, value } of data) {
    input.next(forecaster.observe({ time, values: Float64Array.of(value), covariates: [] }))
    // As the pipeline does: the event loop is never held for long.
    if (++rows % 8 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
}

const pairs: { readonly alone: number; readonly watched: number; readonly more: number }[] = []
await run(undefined)
for (let turn = 0; turn < Number(process.argv[2] ?? 15); turn++) {
  const dashboard = await startDashboard({ title: 'watched', targets: ['temp_max'], port: 0 })
  const child = await watch(dashboard, 1)
  const look = () => work(() => run(dashboard))
  const pass = () => work(() => run(undefined))
  // Who goes first changes, lest a machine that warms up or tires count for one side.
  const first = turn % 2 === 0 ? await pass() : await look()
  const second = turn % 2 === 0 ? await look() : await pass()
  const [alone, watched] = turn % 2 === 0 ? [first, second] : [second, first]
  pairs.push({ alone, watched, more: 100 * (watched / alone - 1) })
  child.kill()
  await dashboard.close()
}
const quantile = (of: 'alone' | 'watched' | 'more', share: number) =>
  pairs.map((pair) => pair[of]).sort((a, b) => a - b)[Math.floor(share * (pairs.length - 1))]!
console.log(
  `1,461 rows, whole forecaster: ${quantile('alone', 0.5).toFixed(0)} ms alone, ${quantile('watched', 0.5).toFixed(0)} ms watched: ${quantile('more', 0.5).toFixed(1)} % more (median of ${pairs.length} pairs, half of them ${quantile('more', 0.25).toFixed(1)} to ${quantile('more', 0.75).toFixed(1)})`,
)

const rows = scoredWeather({ rows: 50_000 })
const dashboard = await startDashboard({ title: 'crowd', targets: ['temp_max'], port: 0 })
const child = await watch(dashboard, 50)
const seconds = 10
const spent = await work(async () => {
  const begin = performance.now()
  for (let at = 0; at < seconds * 5000; at += 250) {
    dashboard.write(rows.slice(at, at + 250))
    const ahead = begin + (at / 5000) * 1000 - performance.now()
    if (ahead > 0) await breath(ahead)
  }
})
console.log(
  `5,000 rows a second to 50 clients: ${((100 * spent) / (seconds * 1000)).toFixed(0)} % of one core; ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB resident`,
)
child.stdout!.once('data', (bytes) => console.log(`${(Number(bytes) / 1e6 / seconds).toFixed(0)} MB a second in all`))
child.kill()
await breath(500)
await dashboard.close()
